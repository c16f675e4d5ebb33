package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStagedDirectory {
    private static final Configuration HADOOP = new Configuration();

    /** More than any process id that Linux gives. */
    private static final long DEAD = 99_999_999;

    @TempDir
    private Path folder;

    private StagedDirectory stage(ExistingTarget existing) {
        return StagedDirectory.create(target(), existing, HADOOP);
    }

    private org.apache.hadoop.fs.Path target() {
        return new org.apache.hadoop.fs.Path(folder.resolve("data").toUri());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path sibling(String kind, String host, long pid) throws IOException {
        return sibling(kind, host, pid, ProcessIdentity.here().startedAt());
    }

    private Path sibling(String kind, String host, long pid, String startedAt) throws IOException {
        Path sibling =
                folder.resolve(".data." + kind + "-" + host + "-" + pid + "-" + startedAt + "-" + UUID.randomUUID());
        Files.createDirectory(sibling);
        return sibling;
    }

    @Test
    void nothingIsSeenBeforePublishingAndAllAfterwards() throws IOException {
        try (StagedDirectory staged = stage(ExistingTarget.REFUSE)) {
            staged.writeText("a/b.txt", "hello");
            assertThat(folder.resolve("data")).doesNotExist();
            staged.publish();
        }
        assertThat(names()).containsExactly("data");
        assertThat(folder.resolve("data/a/b.txt")).hasContent("hello");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all).noneMatch(file -> file.toString().endsWith(".crc"));
        }
    }

    @Test
    void whatIsNotPublishedIsRemoved() throws IOException {
        try (StagedDirectory staged = stage(ExistingTarget.REFUSE)) {
            staged.writeText("a.txt", "half");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void anExistingTargetIsRefusedAtTheStart() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        assertThatThrownBy(() -> stage(ExistingTarget.REFUSE))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.OUTPUT))
                .hasMessage("Cannot write " + folder.resolve("data")
                        + ": it exists already (choose another place, or replace it with --overwrite)");
    }

    @Test
    void ofTwoThatPublishTheSecondFails() throws IOException {
        StagedDirectory first = stage(ExistingTarget.REFUSE);
        StagedDirectory second = stage(ExistingTarget.REFUSE);
        first.writeText("who.txt", "first");
        first.publish();
        assertThatThrownBy(second::publish).isInstanceOf(MaskwiseException.class);
        second.close();

        assertThat(names()).containsExactly("data");
        assertThat(folder.resolve("data/who.txt")).hasContent("first");
    }

    @Test
    void aReplacedTargetStaysUntilPublishing() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/old.txt"), "old");
        try (StagedDirectory staged = stage(ExistingTarget.REPLACE)) {
            staged.writeText("new.txt", "new");
            assertThat(folder.resolve("data/old.txt")).exists();
            staged.publish();
        }
        assertThat(names()).containsExactly("data");
        assertThat(folder.resolve("data/old.txt")).doesNotExist();
        assertThat(folder.resolve("data/new.txt")).hasContent("new");
    }

    @Test
    void whatShouldHaveBeenReplacedComesBackIfTheNewOneCannotBePublished() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/old.txt"), "old");
        StagedDirectory staged = stage(ExistingTarget.REPLACE);
        Files.delete(Path.of(staged.path().toUri().getPath()));
        assertThatThrownBy(staged::publish)
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("data") + ": ");
        assertThat(names()).containsExactly("data");
        assertThat(folder.resolve("data/old.txt")).hasContent("old");
    }

    @Test
    void leftoversOfDeadProcessesAreRemovedAndThoseOfLiveOnesKept() throws IOException {
        String host = StagingOwner.thisProcess().host();
        Path dead = sibling("tmp", host, DEAD);
        Path earlier = sibling("tmp", host, ProcessHandle.current().pid(), "1");
        Path alive = sibling("tmp", host, ProcessHandle.current().pid());
        Path foreign = sibling("tmp", "elsewhere", DEAD);
        Path otherTarget = Files.createDirectory(folder.resolve(".data2.tmp-x"));
        stage(ExistingTarget.REFUSE).close();

        assertThat(dead).doesNotExist();
        assertThat(earlier).as("of an earlier process of the same number").doesNotExist();
        assertThat(List.of(alive, foreign, otherTarget)).allMatch(Files::exists);
    }

    @Test
    void namesOfThisProcessAreReadBack() {
        String name = StagingOwner.thisProcess().temporaryName("data");
        StagingOwner unknown = new StagingOwner(new ProcessIdentity(ProcessIdentity.UNKNOWN_HOST, DEAD, "1"));
        FileStatus own = changedAt(name, 0);
        FileStatus nobodys = changedAt(unknown.temporaryName("data"), 0);
        long leaseEnds = StagingOwner.FOREIGN_LEASE.toMillis();
        assertThat(StagingOwner.thisProcess().isDeadTemporary(own, "data", Long.MAX_VALUE))
                .isFalse();
        assertThat(new StagingOwner(new ProcessIdentity("elsewhere", 1, "1"))
                        .isDeadTemporary(own, "data", leaseEnds + 1))
                .isTrue();
        assertThat(unknown.isDeadTemporary(nobodys, "data", leaseEnds)).isFalse();
        assertThat(unknown.isDeadTemporary(nobodys, "data", leaseEnds + 1)).isTrue();
    }

    private static FileStatus changedAt(String name, long millis) {
        return new FileStatus(0, true, 1, 1, millis, new org.apache.hadoop.fs.Path("/" + name));
    }

    @Test
    void aTargetThatWasMovedAwayByAProcessThatDiedComesBack() throws IOException {
        Path moved = sibling("old", StagingOwner.thisProcess().host(), DEAD);
        Files.writeString(moved.resolve("a.txt"), "whole");

        assertThatThrownBy(() -> stage(ExistingTarget.REFUSE)).isInstanceOf(MaskwiseException.class);
        assertThat(folder.resolve("data/a.txt")).hasContent("whole");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");
        URI below = folder.resolve("file/data").toUri();
        assertThatThrownBy(() ->
                        StagedDirectory.create(new org.apache.hadoop.fs.Path(below), ExistingTarget.REFUSE, HADOOP))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("file/data") + ": ");
    }

    @Test
    void publishingTwiceIsAMistake() {
        StagedDirectory staged = stage(ExistingTarget.REFUSE);
        staged.publish();
        assertThatThrownBy(staged::publish).isInstanceOf(IllegalStateException.class);
    }
}
