package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRawLocalFiles {
    private static final int OF_GROUP = 02000;

    @TempDir
    Path folder;

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    @ParameterizedTest(name = "umask {0}")
    @ValueSource(strings = {"022", "027"})
    void whatIsMadeHasThePermissionsThatHadoopGives(String umask) throws IOException {
        Configuration hadoop = new Configuration(false); // without the tests' own files
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
        hadoop.set("fs.permissions.umask-mode", umask);
        Files.setAttribute(folder, "unix:mode", OF_GROUP | 0755); // in which all belongs to its group

        FileSystem ours = HadoopFiles.fileSystem(new org.apache.hadoop.fs.Path(folder.toUri()), hadoop);
        assertThat(ours).isInstanceOf(RawLocalFiles.class);
        RawLocalFileSystem theirs = new RawLocalFileSystem();
        theirs.initialize(ours.getUri(), hadoop);
        make(ours, "ours");
        make(theirs, "theirs");

        assertThat(mode(folder.resolve("ours")))
                .isEqualTo(mode(folder.resolve("theirs")))
                .isEqualTo(OF_GROUP | (0777 & ~Integer.parseInt(umask, 8)));
        assertThat(mode(folder.resolve("ours/file")))
                .isEqualTo(mode(folder.resolve("theirs/file")))
                .isEqualTo(0666 & ~Integer.parseInt(umask, 8));
    }

    private void make(FileSystem files, String name) throws IOException {
        org.apache.hadoop.fs.Path made =
                new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
        assertThat(files.mkdirs(made)).isTrue();
        files.create(new org.apache.hadoop.fs.Path(made, "file")).close();
    }
}
