"""A language model of a few hundred kilobytes that writes noise, and a real server for it.

    python tiny_model.py serve FILE.gguf

The model has one layer that does nothing: what follows a token is a matter of chance, tilted so
that strings and lists end soon. It proves the wire and the grammar, and nothing about quality.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WIDTH = 64
CONTEXT = 32768
CHAT = (
    "{% for m in messages %}<|turn|>{{ m['role'] }}\n{{ m['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|turn|>assistant\n{% endif %}"
)
# Words of JSON, so that an answer is short in tokens; anything else is spelt in bytes.
PIECES = ['{"', '":', '":"', '","', '"],"', '"}', "},{", "[]", "null", "true", "false"]
PIECES += ["the ", " of ", "ing ", "er", "an", "is"]


def make(path: Path, *, tilted: bool = True, seed: int = 5) -> None:
    """Write the model; without the tilt its strings never end, and answers are cut by length."""
    import gguf
    import numpy as np

    kind = gguf.TokenType
    vocabulary: list[tuple[str, int]] = [
        ("<unk>", kind.UNKNOWN), ("<s>", kind.CONTROL), ("</s>", kind.CONTROL),
        ("<|turn|>", kind.CONTROL), ("<|end|>", kind.CONTROL),
        *((f"<0x{byte:02X}>", kind.BYTE) for byte in range(256)),
        *((piece.replace(" ", "\u2581"), kind.NORMAL) for piece in PIECES),
    ]  # fmt: skip
    number = {text: index for index, (text, _) in enumerate(vocabulary)}
    size = len(vocabulary)
    rng = np.random.default_rng(seed)
    embedding = rng.standard_normal((size, WIDTH)).astype(np.float32)
    output = (rng.standard_normal((size, WIDTH)) * 0.1).astype(np.float32)
    # The architecture has no output bias: one channel that is always on serves as one.
    embedding[:, 0], output[:, 0] = 8.0, 0.0

    def tilt(texts: list[str], amount: float) -> None:
        for text in texts:
            output[number[text], 0] = amount

    if tilted:
        tilt(["<0x22>", '"}', "[]", "null", "<|end|>"], 0.9)  # 0x22 is the quotation mark
        tilt(["<0x5D>", "<0x7D>", "<0x2C>"], 0.5)  # ] } ,
    else:
        # The grammar lets nothing but a quotation mark open a string; the plain one is likelier
        # than the pieces that would close it in the same breath.
        tilt(["<0x22>"], -4.0)
        tilt([piece for piece in PIECES if '"' in piece], -8.0)
    # No escapes, no control characters, ASCII only; no control token in the middle of a string.
    tilt([f"<0x{byte:02X}>" for byte in (*range(0x20), 0x5C, *range(0x7F, 0x100))], -2.0)
    tilt(["<unk>", "<s>", "</s>", "<|turn|>"], -4.0)

    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny-noise")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_rope_dimension_count(WIDTH // 2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(size)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([text.encode() for text, _ in vocabulary])
    writer.add_token_scores([-float(index) for index in range(size)])
    writer.add_token_types([int(kind_) for _, kind_ in vocabulary])
    writer.add_bos_token_id(number["<s>"])
    writer.add_eos_token_id(number["<|end|>"])
    writer.add_unk_token_id(number["<unk>"])
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT)
    nothing, square = np.zeros((WIDTH, WIDTH), np.float32), ("attn_q", "attn_k", "attn_v")
    for name in (*square, "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", nothing)
    for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(path: Path) -> None:
    """Serve the model on a free loopback port; its base URL is printed. Ends with its input."""
    import xllamacpp

    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(path)
    chosen.model_alias = {"tiny"}
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = 0
    chosen.n_ctx = CONTEXT
    chosen.n_parallel = 1
    chosen.n_gpu_layers = 0
    # More threads than free cores spin against each other for minutes.
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = 1
    chosen.offline = True
    chosen.ui = False
    chosen.api_keys = ["local-key"]
    server = xllamacpp.Server(chosen)
    print(json.dumps(f"{server.listening_address.rstrip('/')}/v1"), flush=True)  # noqa: T201
    sys.stdin.read()
    del server


if __name__ == "__main__":
    serve(Path(sys.argv[2]))
