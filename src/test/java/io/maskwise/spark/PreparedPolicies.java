package io.maskwise.spark;

import io.maskwise.sequence.PaddingOptions;
import io.maskwise.sequence.Side;
import io.maskwise.sequence.TooLong;
import io.maskwise.sequence.Truncation;
import io.maskwise.sequence.WindowOptions;
import io.maskwise.text.HoldOutOptions;
import io.maskwise.training.ExistingTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/** One corpus prepared by each policy for long rows. */
final class PreparedPolicies {
    private PreparedPolicies() {}

    /** By the name of its dataset. */
    static Map<String, PaddingOptions> policies() {
        Map<String, PaddingOptions> policies = new LinkedHashMap<>();
        policies.put("middle", padding(Truncation.MIDDLE, TooLong.TRUNCATE));
        policies.put("drop", padding(Truncation.POST, TooLong.DROP));
        policies.put("windows", padding(Truncation.POST, TooLong.WINDOWS));
        return policies;
    }

    private static PaddingOptions padding(Truncation truncation, TooLong policy) {
        return new PaddingOptions(Side.POST, truncation, 7, policy, new WindowOptions(3));
    }

    /** Writes the corpus, and a dataset below the folder for each policy, part of it held out. */
    static void prepare(SparkSession spark, Path folder) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        SplittableRandom random = new SplittableRandom(11);
        for (String name : new String[] {"a", "b", "c"}) {
            Corpora.write(corpus.resolve(name), Corpora.randomConllu(random, 150));
        }
        for (Map.Entry<String, PaddingOptions> policy : policies().entrySet()) {
            PreparationOptions options = Corpora.options(
                    Corpora.conllu(corpus, Map.of("train", "a, b", "dev", "c"))
                            .with(new HoldOutOptions(Map.of("test", 0.2), 5)),
                    folder.resolve(policy.getKey()));
            new Preparation(spark, Corpora.with(options, policy.getValue())).run(ExistingTarget.REFUSE);
        }
    }
}
