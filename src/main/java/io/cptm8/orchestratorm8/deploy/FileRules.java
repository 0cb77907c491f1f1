package io.cptm8.orchestratorm8.deploy;

import io.cptm8.orchestratorm8.scanner.ScannerReader;
import io.cptm8.orchestratorm8.yaml.Fault;
import io.cptm8.orchestratorm8.yaml.Mistake;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;

/** What is asked of one file, with the settings as they are now. */
public interface FileRules {

    /** The file with the values of the keys that it uses. */
    Version version(RouteFile file);

    /** What is wrong with the text by itself. */
    List<Fault> faults(RouteFile file);

    /** Reads scanners that are made of these templates. */
    ScannerReader scanners(Collection<RouteFile> templates);

    /** A started context to build routes in, of which nothing starts; the caller closes it. */
    CamelContext trial();

    /** What Camel threw when it built what is in the file, or when it started it: by the mistake. */
    Fault explain(RouteFile file, Exception thrown, Mistake mistake);
}
