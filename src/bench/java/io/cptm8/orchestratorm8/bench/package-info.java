/**
 * The bench: what the program does in a second and how soon, beside its peers, in one run on one machine.
 *
 * <p>A {@link io.cptm8.orchestratorm8.bench.Scenario} lets contenders work in turns on a broker and a database that the
 * bench starts itself, and answers rows of figures. Contenders are processes of their own, as a user has them. Depends on
 * the tests' own kit for broker, database and ports, and on the program only as it is installed.
 */
package io.cptm8.orchestratorm8.bench;
