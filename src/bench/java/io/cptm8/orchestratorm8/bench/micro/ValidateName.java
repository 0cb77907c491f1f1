package io.cptm8.orchestratorm8.bench.micro;

import io.cptm8.orchestratorm8.target.DomainName;
import io.cptm8.orchestratorm8.target.Target;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The guard's question whether a name is certainly a domain's. */
@State(Scope.Thread)
public class ValidateName {

    @Param({"host12345.example-customer.com", "bücher.example", "https://shop.example.com/"})
    private String name;

    @Benchmark
    public Target check() {
        return DomainName.check(name);
    }
}
