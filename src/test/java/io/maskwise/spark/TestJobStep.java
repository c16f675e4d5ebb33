package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.testing.Descriptions;
import io.maskwise.testing.SparkSessions;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs are called in Spark's UI. */
class TestJobStep {
    private static final SparkContext CONTEXT = SparkSessions.local().sparkContext();

    private final Descriptions descriptions = new Descriptions();

    @BeforeEach
    void listen() {
        CONTEXT.addSparkListener(descriptions);
    }

    @AfterEach
    void listenNoMore() {
        CONTEXT.removeSparkListener(descriptions);
        CONTEXT.setJobDescription(null);
    }

    private static long job() {
        return JavaSparkContext.fromSparkContext(CONTEXT)
                .parallelize(List.of(1, 2), 1)
                .count();
    }

    @Test
    void aStepIsNamedWithinTheWhole() throws Exception {
        CONTEXT.setJobDescription("train runs/a");
        JobStep.run(CONTEXT, "epoch 1, round 2", TestJobStep::job);
        job();
        assertThat(descriptions.heard(CONTEXT)).containsExactly("train runs/a: epoch 1, round 2", "train runs/a");
    }

    @Test
    void aStepOfNothingIsNamedByItself() throws Exception {
        CONTEXT.setJobDescription(null);
        JobStep.run(CONTEXT, "validation", TestJobStep::job);
        job();
        assertThat(descriptions.heard(CONTEXT)).containsExactly("validation", "none");
    }

    @Test
    void aFailureLeavesTheNameOfTheWhole() {
        CONTEXT.setJobDescription("whole");
        assertThatThrownBy(() -> JobStep.run(CONTEXT, "part", () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(CONTEXT.getLocalProperty("spark.job.description")).isEqualTo("whole");
    }
}
