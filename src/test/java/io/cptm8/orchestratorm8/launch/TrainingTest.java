package io.cptm8.orchestratorm8.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTest {

    /** Those differ between versions of Java. */
    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    @Test
    void every_class_that_a_launch_is_said_to_load_is_there() throws IOException {
        assertThat(Training.classes())
                .as("classes.txt says how it is made anew")
                .hasSizeGreaterThan(1000)
                .filteredOn(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
                .allSatisfy(name -> assertThat(isThere(name)).as(name).isTrue());
    }

    private static boolean isThere(String name) {
        return TrainingTest.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }
}
