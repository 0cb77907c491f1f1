package io.cptm8.orchestratorm8.cli;

import io.cptm8.orchestratorm8.config.ConfigurationException;
import io.cptm8.orchestratorm8.launch.Logging;
import io.cptm8.orchestratorm8.rabbitmq.ConnectionFactories;
import io.cptm8.orchestratorm8.simulation.Answer;
import io.cptm8.orchestratorm8.simulation.Conduct;
import io.cptm8.orchestratorm8.simulation.Order;
import io.cptm8.orchestratorm8.simulation.Simulation;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orchestratorm8 simulate}: tells a simulated scanner of a {@code launch --embedded} to die, stall, warn or double. */
@Command(
        name = "simulate",
        description = {
            "Tell a simulated scanner of the launch --embedded that runs from this installation what to do wrong, and see there what is noticed:",
            "  die     its consumer vanishes, until normal",
            "  stall   it takes its start and never hands over, until normal",
            "  warn    it hands over with a warning, once",
            "  double  it hands over twice, once",
            "  normal  it works as it should"
        },
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 told, 1 there is no such scanner, or it cannot, 2 no launch --embedded runs.")
public final class SimulateCommand implements Callable<Integer> {

    private static final String UNCHANGED = "Nothing was told.";
    private static final String CURE = "Start one with: orchestratorm8 launch --embedded";

    @Parameters(index = "0", paramLabel = "WHAT", description = "die, stall, warn, double or normal.")
    private String what;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SCANNER",
            description = "For example naabum8; without it, the one that works at this moment, and all for normal.")
    private String scanner;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logging.quiet();
        var conduct = Conduct.of(what).orElseThrow(() -> new ParameterException(spec.commandLine(), choices()));
        try {
            var answer = tell(new Order(conduct, Optional.ofNullable(scanner)));
            var out = answer.done()
                    ? spec.commandLine().getOut()
                    : spec.commandLine().getErr();
            out.println(answer.text());
            return answer.done() ? 0 : 1;
        } catch (ConfigurationException e) {
            e.problems(UNCHANGED).forEach(spec.commandLine().getErr()::println);
            return Failures.REFUSED;
        }
    }

    private String choices() {
        return "There is no \"%s\" to simulate; there are %s. %s"
                .formatted(
                        what,
                        Arrays.stream(Conduct.values()).map(Conduct::word).collect(Collectors.joining(", ")),
                        UNCHANGED);
    }

    /** Only ever at the services that a launch has brought along, whatever the environment names. */
    private static Answer tell(Order order) {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(EmbeddedFile.in(Home.find()).read());
        var broker = Home.settings(environment).rabbitmq();
        try (var connection = ConnectionFactories.single(broker, "simulate")) {
            return Simulation.tell(connection, order)
                    .orElseThrow(() -> new ConfigurationException(
                            "The broker at %s has no simulated scanners".formatted(broker.where()), CURE));
        } catch (IOException | TimeoutException e) {
            throw new ConfigurationException(
                    "The simulated scanners at %s cannot be told: %s".formatted(broker.where(), e.getMessage()), CURE);
        }
    }
}
