package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.BroughtServices;
import java.util.ServiceLoader;

/** The services that an installation brings along, if it does. */
final class Brought {

    private Brought() {}

    /** @param cure what the person can do without them */
    static BroughtServices services(String cure) {
        return ServiceLoader.load(BroughtServices.class)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "This installation has no embedded services (its folder embedded/ was left out)", cure));
    }
}
