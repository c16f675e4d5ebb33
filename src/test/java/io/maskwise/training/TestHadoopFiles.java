package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestHadoopFiles {
    private static final Configuration HADOOP = Runs.hadoop();

    @TempDir
    Path folder;

    private org.apache.hadoop.fs.Path path(String scheme, String name) {
        return new org.apache.hadoop.fs.Path(scheme, "", folder.resolve(name).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void aFileIsReplacedAlthoughItIsThere(String scheme) throws IOException {
        Files.writeString(folder.resolve("old"), "old");
        for (String content : new String[] {"new", "newer"}) {
            Files.writeString(folder.resolve("staged"), content);
            HadoopFiles.replace(path(scheme, "staged"), path(scheme, "old"), HADOOP);
            assertThat(folder.resolve("old")).hasContent(content);
            assertThat(folder.resolve("staged")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", HdfsLikeFileSystem.SCHEME})
    void aFolderIsMovedToAFreeNameOnly(String scheme) throws IOException {
        Files.createDirectories(folder.resolve("from/child"));
        Files.createDirectory(folder.resolve("taken"));
        assertThatThrownBy(() -> HadoopFiles.move(path(scheme, "from"), path(scheme, "taken"), HADOOP))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the file system refused to rename " + path(scheme, "from") + " to " + path(scheme, "taken"));
        HadoopFiles.move(path(scheme, "from"), path(scheme, "free"), HADOOP);
        assertThat(folder.resolve("free/child")).exists();
        assertThat(folder.resolve("taken")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "nosuch"})
    void aMissingClientIsNamedWithTheRemedy(String scheme) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(scheme + "://bucket/data");
        assertThatThrownBy(() -> HadoopFiles.fileSystem(path, new Configuration()))
                .isInstanceOfSatisfying(
                        MaskwiseException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("Cannot use " + path + ": there is no client for " + scheme
                        + " on the class path (add it after --, such as -- --packages")
                .hasMessageEndingWith(" for s3a)")
                .hasCauseInstanceOf(Exception.class);
    }
}
