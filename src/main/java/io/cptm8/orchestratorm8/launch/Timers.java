package io.cptm8.orchestratorm8.launch;

import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.SchedulerException;

/**
 * Quartz's triggers, which fire only when the routes are there. One that fires before makes Camel add a second
 * endpoint for it that is never removed, and then the scheduler's threads do not end.
 */
record Timers(QuartzComponent quartz) {

    /** Those of a context that has not started yet. */
    static Timers heldIn(CamelContext context) {
        var quartz = context.getComponent("quartz", QuartzComponent.class);
        quartz.setAutoStartScheduler(false);
        return new Timers(quartz);
    }

    void start() {
        try {
            quartz.getScheduler().start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not start", e);
        }
    }
}
