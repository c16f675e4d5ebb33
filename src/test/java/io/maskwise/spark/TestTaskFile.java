package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.SparkSessions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two attempts at one file, as a lost or a slow task makes them. */
class TestTaskFile {
    @TempDir
    private Path folder;

    /** What an attempt does: writes its text and gives the file its name, or dies before that. */
    private record Attempt(String folder, String text, boolean commits) implements Serializable {
        void run() throws IOException {
            TaskFile file = new TaskFile(folder, "split=train/part", new Configuration());
            try (OutputStream out = file.files().create(file.attempt())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (commits) {
                file.commit();
            }
        }
    }

    private void attempt(String text, boolean commits) {
        Function<Attempt, Integer> task = attempt -> {
            attempt.run();
            return 0;
        };
        JavaSparkContext.fromSparkContext(SparkSessions.local().sparkContext())
                .parallelize(List.of(new Attempt(folder.toString(), text, commits)), 1)
                .map(task)
                .collect();
    }

    @Test
    void theFirstThatIsCompleteTakesTheNameAndTheSecondLeavesNothing() throws IOException {
        attempt("first", true);
        attempt("second", true);
        assertThat(folder.resolve("split=train/part")).hasContent("first");
        try (Stream<Path> attempts = Files.list(folder.resolve(TaskFile.ATTEMPTS))) {
            assertThat(attempts).isEmpty();
        }
    }

    @Test
    void oneThatDiesHalfWayIsNotSeen() {
        attempt("half", false);
        assertThat(folder.resolve("split=train/part")).doesNotExist();
        attempt("whole", true);
        assertThat(folder.resolve("split=train/part")).hasContent("whole");
    }
}
