/**
 * For tests of routes by those who write them. {@link io.cptm8.orchestratorm8.kit.ScannerStory} is the whole application
 * with a database and a broker; {@link io.cptm8.orchestratorm8.kit.RouteTest} is one route by itself, in milliseconds.
 *
 * <p>Depends on {@code testing}, {@code launch} and {@code deploy}, and hides them.
 */
package io.cptm8.orchestratorm8.kit;
