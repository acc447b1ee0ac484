"""The evals: labelled cases, a scorer with error bars, recorded replies, and a gate."""
