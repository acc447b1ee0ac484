"""Short articles of many kinds of news, written for the tests of the rules engine."""

from __future__ import annotations

STRIKE = """\
Nurses at twelve hospitals in Marrovia walked out on Tuesday after talks over pay collapsed.

The Marrovian Nurses' Federation said 8,000 of its members had joined the stoppage. Health \
Minister Orla Kettering put participation at 3,500.

"We will not return to the wards until the offer is in writing," said Dina Farouk, the \
federation's general secretary. Kettering said the government would pay a one-off bonus of 400 \
crowns by the end of March if the strike is called off.

It was not clear whether emergency departments would stay open on Wednesday. Kettering declined \
to say how many operations had been cancelled.
"""

SUMMIT = """\
The presidents of Velland and Ostrava agreed on Friday to withdraw their troops from the Kolm \
valley by 1 May, ending six days of talks in Geneva.

Under the deal, Velland will release 40 fishermen. Ostrava pledged not to build a dam on the \
upper Kolm unless both parliaments approve it, President Ilan Reyes said. He threatened to close \
the border if shelling resumes.

Analysts expect the accord to collapse within a year. The European Union, which brokered the \
talks, offered 30 million euros for demining.
"""

COURT = """\
The High Court in Lusaka on Monday ordered Zamtel Mining to pay $2 million to farmers whose \
wells were poisoned, and barred the company from dumping waste in the Luwe River.

"The judgment speaks for itself," said Justice Grace Mwila. Zamtel Mining has denied that its \
tailings reached the river. A group of farmers told the court that the water had turned orange \
overnight.

The court is expected to rule on a second claim in June. Zamtel said it would appeal.
"""

EPIDEMIC = """\
GENEVA, March 3 (AP) - The World Health Organization (WHO) said on Sunday that it would send \
200,000 doses of vaccine to Port Elma within two weeks.

The source of the outbreak is not known. The WHO warned that measles could spread to \
neighbouring islands. The agency's regional director, Dr. Samuel Osei, said 14 children had \
died, a figure that could not be independently verified.
"""

PLEDGE = """\
Brightwater Foods has promised to stop selling eggs from caged hens by 2028. The company, based \
in Leeds, also agreed to publish the names of its suppliers.

Campaigners from Open Barn had threatened to sue Brightwater. "They kept none of their \
promises," said Hanna Lindqvist, the charity's founder.
"""

WIRE = """\
SAN TADEO, 12 FEB (ACAN) -- COLONEL ROBERTO ALVARENGA SAID TODAY THAT GUERRILLAS OF THE POPULAR \
LIBERATION FRONT [FPL] ATTACKED THE NATIONAL POLICE HEADQUARTERS. THE INTERIOR MINISTRY PLEDGED \
TO PAY THE FAMILIES OF THE VICTIMS. PRESIDENT MARTA QUIROGA SAID THE GOVERNMENT WILL NOT \
NEGOTIATE WITH THE FPL UNLESS IT RELEASES THE MAYOR.
"""

ELECTION = """\
Voters in Tamberra choose a new parliament on Sunday. Prime Minister Jonas Ekdal, whose Harbour \
Party has governed since 2016, has vowed to cut fuel tax if he wins.

His rival Petra Solheim says the vote will be rigged, but the electoral commission says the \
rolls were audited twice. "We trust the count," said commission chairman Abel Nkomo.
"""

NOBODY = """\
Snow fell across the hills overnight. Roads were icy in the morning and the buses ran late.
"""

ALL = (STRIKE, SUMMIT, COURT, EPIDEMIC, PLEDGE, WIRE, ELECTION, NOBODY)
