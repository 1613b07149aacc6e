"""How surely each proposition stands, over sentences of our own: (sentence, word, certainty, status, polarity)."""

from __future__ import annotations

import pytest

from onrecord.certainty import judge
from onrecord.parsing import Parser
from onrecord.propositions import extract_propositions
from onrecord.records import Judgement, Report

CASES = [
    ("Oman has not confirmed the deal.", "deal", "Uu", "hypothetical", "positive"),
    ("Oman's minister confirmed the deal.", "deal", "CT+", "occurred", "positive"),
    ("Oman rejected the deal.", "deal", "CT+", "occurred", "positive"),
    # plain
    ("The rebels attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("The rebels did not attack the port.", "attack", "CT-", "negated", "negative"),
    ("The rebels are shelling the port.", "shelling", "CT+", "ongoing", "positive"),
    ("The rebels have been shelling the port.", "shelling", "CT+", "ongoing", "positive"),
    ("The port will be reopened on Monday.", "reopened", "CT+", "planned", "positive"),
    ("Mali will not sign the pact.", "sign", "CT-", "negated", "negative"),
    ("Neither side gave details.", "gave", "CT-", "negated", "negative"),
    ("Mali no longer supplies the rebels.", "supplies", "CT-", "negated", "negative"),
    ("No talks were held.", "talks", "CT-", "negated", "negative"),
    ("Mali neither confirmed nor denied the attack.", "denied", "CT-", "negated", "negative"),
    ("Mali confirmed and denied nothing.", "confirmed", "CT+", "occurred", "positive"),
    # modals
    ("Mali may withdraw its troops.", "withdraw", "PS+", "hypothetical", "positive"),
    ("Mali might not withdraw its troops.", "withdraw", "PS-", "hypothetical", "negative"),
    ("Mali should withdraw its troops.", "withdraw", "Uu", "hypothetical", "positive"),
    ("The convoy could not reach the town.", "reach", "CT-", "negated", "negative"),
    ("Mali should have signed the pact.", "signed", "CT-", "negated", "negative"),
    ("Mali said it would withdraw its troops.", "withdraw", "CT+", "planned", "positive"),
    ("The deal would free the hostages.", "free", "CT+", "planned", "positive"),
    ("Mali will withdraw its troops unless the talks fail.", "withdraw", "CT+", "planned", "positive"),
    ("Mali will withdraw its troops if the talks fail.", "withdraw", "Uu", "hypothetical", "positive"),
    # a phrase of time is no part of the verb; a relative pronoun asks nothing; an aside leaves the clause finite
    ("The senate voted on Friday to send troops.", "send", "CT+", "planned", "positive"),
    ("The assembly did not vote on Friday to lift the embargo.", "lift", "Uu", "hypothetical", "negative"),
    ("Chad froze the assets of firms it says bankroll the rebels.", "bankroll", "CT+", "ongoing", "positive"),
    # saying, denying, believing
    ("Mali said the rebels attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("Mali denied that it attacked the port.", "attacked", "CT-", "negated", "negative"),
    ("Mali denied attacking the port.", "attacking", "CT-", "negated", "negative"),
    ("Analysts believe the rebels attacked the port.", "attacked", "PR+", "occurred", "positive"),
    ("Analysts do not believe the rebels attacked the port.", "attacked", "PR-", "negated", "negative"),
    ("The rebels are rumoured to have signed a pact.", "signed", "PS+", "occurred", "positive"),
    ("The minister doubted that the rebels attacked the port.", "attacked", "PR-", "negated", "negative"),
    ("The minister admitted that troops attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("The president regretted that troops attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("The president did not know that troops attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("He asked whether the troops had left.", "left", "Uu", "hypothetical", "positive"),
    ("Chad rejected as baseless claims that it had armed the rebels.", "armed", "CT-", "negated", "negative"),
    ("Chad rejected claims that it had armed the rebels.", "armed", "CT-", "negated", "negative"),
    ("Chad described as baseless claims that it had armed the rebels.", "claims", "CT+", "occurred", "positive"),
    # implicatives
    ("The minister stopped short of accusing Mali.", "accusing", "CT-", "negated", "negative"),
    ("The minister did not stop short of accusing Mali.", "accusing", "CT+", "occurred", "positive"),
    ("The troops managed to leave.", "leave", "CT+", "occurred", "positive"),
    ("The troops did not manage to leave.", "leave", "CT-", "negated", "negative"),
    ("The troops failed to leave.", "leave", "CT-", "negated", "negative"),
    ("The troops did not fail to leave.", "leave", "CT+", "occurred", "positive"),
    ("Mali has yet to sign the pact.", "sign", "CT-", "negated", "negative"),
    ("Mali refused to sign the pact.", "sign", "CT-", "negated", "negative"),
    ("The rebels left without signing the pact.", "signing", "CT-", "negated", "negative"),
    ("Mali was forced to leave the bloc.", "leave", "CT+", "occurred", "positive"),
    # planning, promising, expecting
    ("Mali agreed to withdraw.", "withdraw", "CT+", "planned", "positive"),
    ("The king was to visit Mali.", "visit", "CT+", "planned", "positive"),
    ("The king is due to visit Mali.", "visit", "CT+", "planned", "positive"),
    ("The king is expected to visit Mali.", "visit", "PR+", "planned", "positive"),
    ("The king is likely to visit Mali.", "visit", "PR+", "planned", "positive"),
    ("The king is unlikely to visit Mali.", "visit", "PR-", "negated", "negative"),
    ("The troops are unable to leave.", "leave", "CT-", "negated", "negative"),
    ("Talks are expected to resume on Monday.", "Talks", "PR+", "planned", "positive"),
    # asking, threatening, banning
    ("Mali urged Niger to release the hostages.", "release", "Uu", "hypothetical", "positive"),
    ("Mali urged Niger not to arm the rebels.", "arm", "Uu", "hypothetical", "negative"),
    ("Mali threatened to attack Niger.", "attack", "Uu", "hypothetical", "positive"),
    ("Mali called for a ceasefire.", "ceasefire", "Uu", "hypothetical", "positive"),
    ("The council banned Mali from testing missiles.", "testing", "Uu", "hypothetical", "positive"),
    ("Troops tried to retake the town.", "retake", "Uu", "hypothetical", "positive"),
    ("Mali sent troops to retake the town.", "retake", "Uu", "hypothetical", "positive"),
    # event nouns
    ("Mali condemned the attack.", "attack", "CT+", "occurred", "positive"),
    ("Mali did not condemn the attack.", "attack", "CT+", "occurred", "positive"),
    ("Police prevented an attack.", "attack", "CT-", "negated", "negative"),
    ("Mali rejected talks with the rebels.", "talks", "CT-", "negated", "negative"),
    ("Mali rejected the proposal.", "proposal", "CT+", "occurred", "positive"),
    ("Mali rejected a proposal to disarm the rebels.", "disarm", "CT-", "negated", "negative"),
    ("Mali cancelled the talks.", "talks", "CT-", "negated", "negative"),
    ("Mali postponed the talks.", "talks", "PR+", "planned", "positive"),
    ("The threat of an attack remains.", "attack", "Uu", "hypothetical", "positive"),
    ("Mali warned of an attack.", "attack", "Uu", "hypothetical", "positive"),
    ("They will hold talks on Monday.", "talks", "CT+", "planned", "positive"),
    ("The two sides are holding talks.", "talks", "CT+", "ongoing", "positive"),
    ("The war has displaced thousands.", "war", "CT+", "ongoing", "positive"),
    ("The planned attack was called off.", "attack", "CT-", "negated", "negative"),
    ("A deal is unlikely.", "deal", "PR-", "negated", "negative"),
    # conditions, questions, orders
    ("If attacked, Mali will retaliate.", "retaliate", "Uu", "hypothetical", "positive"),
    ("Mali will retaliate unless the rebels leave.", "leave", "Uu", "hypothetical", "positive"),
    ("Will the troops leave?", "leave", "Uu", "hypothetical", "positive"),
    ("Why did the troops leave?", "leave", "CT+", "occurred", "positive"),
    ("Stop the war now!", "Stop", "Uu", "hypothetical", "positive"),
    # adverbs, double negation, presupposed clauses
    ("The troops reportedly left.", "left", "PR+", "occurred", "positive"),
    ("The troops probably left.", "left", "PR+", "occurred", "positive"),
    ("The rebels, who attacked the port, may leave.", "attacked", "CT+", "occurred", "positive"),
    ("Mali did not sign because the rebels attacked the port.", "attacked", "CT+", "occurred", "positive"),
    ("Mali did not sign the pact despite a truce.", "truce", "CT+", "ongoing", "positive"),
    ("Mali did not rule out sending troops.", "sending", "PS+", "hypothetical", "positive"),
    # counterfactuals, subjunctives, few, under way
    ("Mali would have attacked if Niger had not withdrawn.", "attacked", "CT-", "negated", "negative"),
    ("Had Mali attacked, Niger would have responded.", "attacked", "CT-", "negated", "negative"),
    ("Mali insisted that Niger withdraw its troops.", "withdraw", "Uu", "hypothetical", "positive"),
    ("It is not true that Mali attacked Niger.", "attacked", "CT-", "negated", "negative"),
    ("Few countries have recognised the government.", "recognised", "PR-", "negated", "negative"),
    ("Talks on a ceasefire are under way.", "Talks", "CT+", "ongoing", "positive"),
    ("Mali almost attacked Niger.", "attacked", "CT-", "negated", "negative"),
    ("Mali is not only arming the rebels but training them.", "arming", "CT+", "ongoing", "positive"),
    # contents of nouns, prepositions before the governor
    ("Reports he was selling arms to Niger were denied.", "selling", "CT-", "negated", "negative"),
    ("As payment, Mali is thought to have shipped rice.", "shipped", "PR+", "occurred", "positive"),
    ("Police foiled a plot to bomb the embassy.", "bomb", "CT-", "negated", "negative"),
    ("Rebels claimed responsibility for the bombing.", "bombing", "CT+", "occurred", "positive"),
    # auxiliaries of plans and duties, denied too
    ("Mali is going to sign the pact.", "sign", "CT+", "planned", "positive"),
    ("Mali is not going to sign the pact.", "sign", "CT-", "negated", "negative"),
    ("Mali has to withdraw its troops.", "withdraw", "Uu", "hypothetical", "positive"),
    ("Mali had to withdraw its troops.", "withdraw", "PR+", "occurred", "positive"),
    ("Mali did not have to withdraw its troops.", "withdraw", "PR-", "negated", "negative"),
    ("The outcome remains to be seen.", "seen", "Uu", "hypothetical", "positive"),
    ("Mali denied planning to attack Niger.", "attack", "Uu", "hypothetical", "negative"),
    ("Mali admitted planning to attack Niger.", "attack", "CT+", "planned", "positive"),
    # degrees and wishes
    ("The rebels were too weak to take the town.", "take", "PR-", "negated", "negative"),
    ("The rebels were strong enough to take the town.", "take", "Uu", "hypothetical", "positive"),
    ("The force was not sufficient to take the town.", "take", "CT-", "negated", "negative"),
    ("The general would like to visit Mali.", "visit", "Uu", "hypothetical", "positive"),
    ("The general likes to visit Mali.", "visit", "PR+", "ongoing", "positive"),
    # one negation of two verbs
    ("Mali did not sign or ratify the pact.", "ratify", "CT-", "negated", "negative"),
    ("Mali did not sign but ratified the pact.", "ratified", "CT+", "occurred", "positive"),
    ("Mali signed or ratified the pact.", "ratified", "CT+", "occurred", "positive"),
    # votes do what they decide, where a vote can
    ("The senate voted to lift the embargo.", "lift", "CT+", "occurred", "positive"),
    ("The senate voted to send troops.", "send", "CT+", "planned", "positive"),
    ("The senate will vote to lift the embargo.", "lift", "CT+", "planned", "positive"),
    ('"We voted to lift the embargo," the senator said.', "lift", "CT+", "occurred", "positive"),
    # whoever there may be
    ("Any bank that pays Mali would face sanctions.", "sanctions", "Uu", "hypothetical", "positive"),
    ("The bank that pays Mali would face sanctions.", "sanctions", "PS+", "hypothetical", "positive"),
    # reports that nobody signs, suspicions, journeys, intentions
    ("Police acted on reports that he sold arms.", "sold", "PR+", "occurred", "positive"),
    ("Police acted on the report that he sold arms.", "sold", "CT+", "occurred", "positive"),
    ("Police acted on reports that Mali said he sold arms.", "sold", "CT+", "occurred", "positive"),
    ("Police arrested a man suspected of selling arms.", "selling", "PS+", "occurred", "positive"),
    ("The envoy flew to Cairo to meet the king.", "meet", "CT+", "planned", "positive"),
    ("The envoy did not fly to Cairo to meet the king.", "meet", "Uu", "hypothetical", "positive"),
    ("Mali intends to buy tanks.", "buy", "PR+", "planned", "positive"),
    ("Mali does not intend to buy tanks.", "buy", "PR-", "negated", "negative"),
    ("Mali hesitated to sign the pact.", "sign", "Uu", "hypothetical", "positive"),
    ("Mali did not hesitate to sign the pact.", "sign", "CT+", "occurred", "positive"),
    # inside quotation marks the speaker vouches
    ('"We attacked the port," the rebel leader said.', "attacked", "CT+", "occurred", "positive"),
    ('"We did not attack the port," the rebel leader said.', "attack", "CT-", "negated", "negative"),
    ('"We may attack the port," the rebel leader said.', "attack", "PS+", "hypothetical", "positive"),
]


@pytest.fixture(scope="module")
def judged(parser: Parser) -> dict[str, dict[str, Judgement]]:
    """Sentence to word to judgement."""
    texts = list(dict.fromkeys(case[0] for case in CASES))
    reports = [Report(id=str(i), key=str(i), text=text) for i, text in enumerate(texts)]
    found: dict[str, dict[str, Judgement]] = {}
    for report, _, sentences in parser.parse(reports):
        propositions = extract_propositions(sentences)
        judgements = judge(sentences, propositions, ())
        assert len(judgements) == len(propositions)
        by_index = {s.index: s for s in sentences}
        found[report.text] = {
            by_index[p.sentence].words[p.head]: j for p, j in zip(propositions, judgements, strict=True)
        }
    return found


@pytest.mark.parametrize(("text", "word", "certainty", "status", "polarity"), CASES)
def test_a_proposition_stands_as_its_words_say(
    judged: dict[str, dict[str, Judgement]], text: str, word: str, certainty: str, status: str, polarity: str
) -> None:
    judgement = judged[text][word]
    assert (judgement.certainty, judgement.status, judgement.polarity) == (certainty, status, polarity)


def test_scores_follow_the_certainty(judged: dict[str, dict[str, Judgement]]) -> None:
    for words in judged.values():
        for judgement in words.values():
            assert -3 <= judgement.score <= 3
            if judgement.certainty in ("CT-", "PR-", "PS-"):
                assert judgement.score < 0
            if judgement.certainty in ("CT+", "PR+", "PS+"):
                assert judgement.score > 0


def test_reasons_name_the_rule_the_entry_and_the_words(judged: dict[str, dict[str, Judgement]]) -> None:
    text = "Mali refused to sign the pact."
    reason = judged[text]["sign"].reasons[0]
    assert (reason.rule, reason.entry) == ("governor-refused", "verbs:refuse.infinitive")
    assert text[reason.start : reason.end] == "refused"
