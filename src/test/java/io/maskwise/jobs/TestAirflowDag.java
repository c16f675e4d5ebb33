package io.maskwise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The DAG, loaded and called by a stand-in of Airflow; its tests are in {@code src/test/python}. */
class TestAirflowDag {
    private record Ended(int status, String output) {}

    private static Ended python(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 2];
        command[0] = "python3";
        command[1] = "-B";
        System.arraycopy(words, 0, command, 2, words.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static boolean isPythonThere() throws InterruptedException {
        try {
            return python("-c", "import sys; sys.exit(sys.version_info < (3, 8))")
                            .status()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void loadsAsAirflow2And3DoAndKeepsItsPromises() throws Exception {
        assumeTrue(isPythonThere(), "there is no python3 from 3.8 on in PATH");
        Ended ended = python("-m", "unittest", "discover", "-s", "src/test/python");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).containsPattern("Ran [0-9]{2} tests");
    }
}
