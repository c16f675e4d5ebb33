package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestHadoopFiles {
    @ParameterizedTest
    @ValueSource(strings = {"s3a", "nosuch"})
    void aMissingClientIsNamedWithTheRemedy(String scheme) {
        Path path = new Path(scheme + "://bucket/data");
        assertThatThrownBy(() -> HadoopFiles.fileSystem(path, new Configuration()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("Cannot use " + path + ": there is no client for " + scheme
                        + " on the class path (add it after --, such as -- --packages")
                .hasMessageEndingWith(" for s3a)")
                .hasCauseInstanceOf(Exception.class);
    }
}
