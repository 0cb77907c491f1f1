package io.cptm8.orchestratorm8.launch;

import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.SchedulerException;
import org.quartz.Trigger.TriggerState;
import org.quartz.impl.matchers.GroupMatcher;

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

    /** Reckons all times anew: after the clock was set back, the next ones are as far away as it was set. */
    void reset() {
        try {
            var scheduler = quartz.getScheduler();
            for (var key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                var trigger = scheduler.getTrigger(key);
                if (trigger != null && scheduler.getTriggerState(key) != TriggerState.PAUSED) {
                    scheduler.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz's timers could not be reckoned anew", e);
        }
    }
}
