package io.cptm8.orchestratorm8.doctor;

import java.util.List;

/**
 * A scanner as somebody who looks at all of them wants to see it. Null is what could not be had.
 *
 * @param style ring-start or per-domain
 * @param waiting requests that wait in the database
 * @param ready messages that wait in the queue
 * @param rate messages a second at most, on each instance
 * @param held by whom, until when and why; empty: nobody holds it
 * @param lastReceipt the broker's last word; empty: there was none yet
 * @param held by whom, until when and why; empty: nobody holds it
 * @param lastReceiptSeconds its age; null when there was none
 */
public record ScannerLine(
        String name,
        String style,
        boolean enabled,
        String queue,
        List<String> bindings,
        Integer consumers,
        Long waiting,
        Integer ready,
        int rate,
        String held,
        String lastReceipt,
        Double lastReceiptSeconds,
        String file) {}
