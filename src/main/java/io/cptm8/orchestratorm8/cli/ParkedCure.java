package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.parked.ParkedRequest;
import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target;
import java.util.ArrayList;
import java.util.List;

/** What a person can do about a parked request, the best first. */
final class ParkedCure {

    private ParkedCure() {}

    static List<String> of(ParkedRequest parked, boolean embedded) {
        var command = Shell.program() + " parked %s " + parked.request() + (embedded ? " --embedded" : "");
        var cures = new ArrayList<String>();
        if (parked.name() == null) {
            cures.add("Its domain is not in cptm8domain any more.");
        } else if (DomainName.check(parked.name()) instanceof Target.Refused) {
            cures.add("Correct the name in cptm8domain, which asks again. Retried unchanged, it is parked again.");
        } else {
            cures.add("When what the last error names is mended, ask again: " + command.formatted("retry"));
        }
        cures.add("If it shall not be sent, give it up: " + command.formatted("drop") + " --why \"...\"");
        return cures;
    }
}
