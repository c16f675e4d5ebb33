package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.testing.SparkSessions;
import io.maskwise.testing.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law L6: what is made does not depend on what makes it, two cores of this JVM, one of another, or executors. */
class TestOtherCores {
    private static final SparkSession SPARK = SparkSessions.local();
    private static final Map<Place, String> OUTPUTS = new EnumMap<>(Place.class);

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TrainedModels models;

    private enum Place {
        ONE_CORE {
            @Override
            String master() {
                return "local[1]";
            }
        },
        TWO_EXECUTORS {
            @Override
            String master() throws IOException, InterruptedException {
                return StandaloneCluster.shared().master();
            }
        };

        abstract String master() throws IOException, InterruptedException;

        Path made() {
            return folder.resolve(name());
        }
    }

    /** Spark cuts files into as many tasks as it likes, and tasks end in any order. */
    @BeforeAll
    static void makeEverything() throws IOException, InterruptedException {
        EverythingMade.begin(SPARK, inputs());
        SPARK.conf().set("spark.sql.files.maxPartitionBytes", "2k");
        try {
            models = EverythingMade.make(SPARK, inputs(), here());
        } finally {
            SPARK.conf().unset("spark.sql.files.maxPartitionBytes");
        }
        for (Place place : Place.values()) {
            List<String> arguments =
                    List.of(place.master(), inputs().toString(), place.made().toString());
            OUTPUTS.put(place, SparkProcess.submit(EverythingMade.class, folder, arguments));
        }
    }

    private static Path inputs() {
        return folder.resolve("inputs");
    }

    private static Path here() {
        return folder.resolve("here");
    }

    private static void assertSame(Place place, String name) throws IOException {
        Corpora.assertSameBytes(here().resolve(name), place.made().resolve(name));
    }

    @Test
    void executorsWereWhereTheyShouldBe() {
        assertThat(OUTPUTS.get(Place.ONE_CORE)).contains("executors: 0");
        assertThat(OUTPUTS.get(Place.TWO_EXECUTORS)).contains("executors: 2");
    }

    @ParameterizedTest
    @EnumSource
    void datasetsAreTheSameByEachPolicyForLongRows(Place place) throws IOException {
        for (String policy : PreparedPolicies.policies().keySet()) {
            assertSame(place, policy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void datasetsInManyFilesAreTheSame(Place place) throws IOException {
        assertSame(place, "data-" + PredictedSentences.SEED);
    }

    @ParameterizedTest
    @EnumSource
    void datasetsOfTablesAreTheSame(Place place) throws IOException {
        for (String format : PreparedTables.FORMATS) {
            assertSame(place, "tables/" + format);
        }
        Path parquet = EverythingMade.tables(inputs()).resolve("parquet");
        assertThat(SPARK.read()
                        .option("recursiveFileLookup", true)
                        .parquet(parquet.toString())
                        .inputFiles())
                .as("all files of Parquet are there")
                .hasSameSizeAs(PreparedTables.FILES);
    }

    @ParameterizedTest
    @EnumSource
    void predictionsAreTheSame(Place place) throws IOException {
        assertSame(place, "texts");
        assertSame(place, "dataset");
    }

    @ParameterizedTest
    @EnumSource
    void modelsAreTheSame(Place place) {
        assertThat(OUTPUTS.get(place)).contains("models: " + models.digests());
    }

    @ParameterizedTest
    @EnumSource
    void graphsOfStockDl4jAreTheSame(Place place) {
        assertThat(OUTPUTS.get(place)).contains("graph: " + EverythingMade.graph(SPARK));
    }

    /** Else the models above would not show executors that average. */
    @Test
    void theLargeModelIsMoreThanTheDriverAveragesByItself() {
        assertThat(2 * 3 * models.large().parameterCount()).isGreaterThan(Stretch.SENT);
    }

    @Test
    void keepingAnUpdatersMemoryIsNotAveragingIt() {
        assertThat(models.keeping().parametersDigest())
                .isNotEqualTo(models.small().parametersDigest());
    }
}
