package io.cptm8.orchestratorm8.api;

/** Answers with the contract, as YAML or as JSON. */
final class ContractText extends Answering {

    @Override
    Answer answer(Call call) {
        return call.operation().id().equals("openapi-yaml")
                ? new Answer(200, "application/yaml", Contract.TEXT)
                : Answer.json(new Contract().document());
    }
}
