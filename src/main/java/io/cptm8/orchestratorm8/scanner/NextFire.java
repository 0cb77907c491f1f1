package io.cptm8.orchestratorm8.scanner;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.quartz.CronExpression;

/**
 * For a scanner whose re-scan is due: the time of the one after, so that fire.sql can compare and set. Due and after are
 * what the database's clock says, not ours.
 */
public final class NextFire implements Processor {

    @Override
    public void process(Exchange exchange) throws ParseException {
        var due = exchange.getMessage().getBody(Map.class);
        exchange.getMessage().setHeader("firedAt", due.get("fired_at"));
        exchange.getMessage().setHeader("next", text(after((String) due.get("cron"), Instant.parse((String)
                due.get("asked_at")))));
    }

    private static String text(Instant next) {
        return next == null ? null : next.toString();
    }

    /** The first time after a moment, in UTC; null when the expression never fires again. */
    public static Instant after(String cron, Instant moment) throws ParseException {
        var expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone("UTC"));
        var next = expression.getNextValidTimeAfter(Date.from(moment));
        return next == null ? null : next.toInstant();
    }
}
