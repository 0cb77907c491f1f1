package io.cptm8.orchestratorm8.scanner;

import io.cptm8.orchestratorm8.yaml.Mistake;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * Checks a Quartz cron expression more strictly than Quartz does: it takes 99 for an hour, and then fires every hour,
 * and it takes the 31st of February, which never comes.
 */
final class Cron {

    private record Field(String name, int minimum, int maximum) {}

    private static final List<Field> FIELDS = List.of(
            new Field("second", 0, 59),
            new Field("minute", 0, 59),
            new Field("hour", 0, 23),
            new Field("day of month", 1, 31),
            new Field("month", 1, 12),
            new Field("day of week", 1, 7),
            new Field("year", 1970, 2099));
    private static final Pattern NUMBER = Pattern.compile("(?<![#L/-])\\b\\d+|(?<=-)\\d+");

    private Cron() {}

    /** What is wrong with it, as the end of a sentence; empty: nothing. */
    static Optional<Rule.Broken> fault(String expression, Clock clock) {
        var fields = expression.strip().split("\\s+");
        if (fields.length < 6 || fields.length > 7) {
            return broken(Mistake.WRONG_TYPE, "must have six fields: second minute hour day month weekday");
        }
        for (int i = 0; i < fields.length; i++) {
            var field = FIELDS.get(i);
            var numbers = NUMBER.matcher(fields[i]);
            while (numbers.find()) {
                var number = Long.parseLong(numbers.group());
                if (number < field.minimum() || number > field.maximum()) {
                    return broken(
                            Mistake.OUT_OF_BOUNDS,
                            "has %d as its %s, which goes from %d to %d"
                                    .formatted(number, field.name(), field.minimum(), field.maximum()));
                }
            }
        }
        try {
            CronExpression.validateExpression(expression);
            return NextFire.after(expression, clock.instant()) == null
                    ? broken(Mistake.OUT_OF_BOUNDS, "never comes true")
                    : Optional.empty();
        } catch (ParseException e) {
            return broken(Mistake.WRONG_TYPE, "is not a Quartz cron expression (" + e.getMessage() + ")");
        }
    }

    private static Optional<Rule.Broken> broken(Mistake mistake, String says) {
        return Optional.of(new Rule.Broken(mistake, says, Optional.empty()));
    }
}
