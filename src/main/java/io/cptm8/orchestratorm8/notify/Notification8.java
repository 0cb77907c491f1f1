package io.cptm8.orchestratorm8.notify;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The payload of a notification, as the platform's services send it: what they leave out is left out.
 *
 * @param userrole who sees it
 * @param type {@code system_error} or {@code system_warning}
 * @param message for a person; equal unread ones are kept once, so it has the time in it
 */
@JsonPropertyOrder({"userrole", "type", "message", "metadata"})
record Notification8(String userrole, String type, String message, Metadata metadata) {

    static Notification8 toAdmins(Kind kind, String message) {
        var loudness = kind.loudness();
        return new Notification8(
                "admin", loudness.type(), message, new Metadata(loudness.severity(), "app", loudness.type()));
    }

    /** @param channeltype where it is shown: in the dashboard */
    @JsonPropertyOrder({"severity", "channeltype", "eventtype"})
    record Metadata(String severity, String channeltype, String eventtype) {}
}
