package io.cptm8.orchestratorm8.api;

import io.cptm8.orchestratorm8.why.AnswerJson;
import io.cptm8.orchestratorm8.why.WhyNot;

/** Answers why a domain is not being scanned, or that it is, as {@code orchestratorm8 why --json} does. */
final class DomainStatus extends Answering {

    private final WhyNot why;

    DomainStatus(WhyNot why) {
        this.why = why;
    }

    @Override
    Answer answer(Call call) throws Refusal {
        return Answer.json(AnswerJson.of(why.ask(String.valueOf(call.arguments().get("domain")))
                .orElseThrow(() -> Refusal.notThere("There is no such domain."))));
    }
}
