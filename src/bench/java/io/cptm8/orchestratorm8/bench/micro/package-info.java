/**
 * Single steps of a dispatch by themselves, measured with JMH: what each takes when nothing else runs. Each class is one
 * step, with the code and the statements of the program itself.
 */
package io.cptm8.orchestratorm8.bench.micro;
