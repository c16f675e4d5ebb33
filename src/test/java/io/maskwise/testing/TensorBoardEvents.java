package io.maskwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.tensorflow.proto.framework.Summary;
import org.tensorflow.proto.util.Event;
import org.tensorflow.proto.util.SessionLog.SessionStatus;

/** Event files read by TensorFlow's own messages, and understood as TensorBoard understands them. */
public final class TensorBoardEvents {
    private static final int LENGTH = 8;
    private static final int CHECKSUM = 4;

    private TensorBoardEvents() {}

    /** The files of a folder in the order in which TensorBoard reads them. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
        }
    }

    /** The events of a file, of which every checksum is looked at; a torn record at its end is left out. */
    public static List<Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.remaining() >= LENGTH + CHECKSUM) {
            byte[] length = take(bytes, LENGTH);
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            int size = Math.toIntExact(
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            if (bytes.remaining() < size + CHECKSUM) {
                break;
            }
            byte[] record = take(bytes, size);
            assertThat(bytes.getInt()).isEqualTo(masked(record));
            events.add(Event.parseFrom(record));
        }
        return events;
    }

    private static byte[] take(ByteBuffer bytes, int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }

    private static int masked(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        int value = (int) checksum.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    /** What is shown of a tag after all files are read: where a session starts, all from its step on is forgotten. */
    public static SortedMap<Long, Summary.Value> shown(Path folder, String tag) throws IOException {
        SortedMap<Long, Summary.Value> shown = new TreeMap<>();
        for (Path file : files(folder)) {
            for (Event event : read(file)) {
                if (event.getSessionLog().getStatus() == SessionStatus.START) {
                    shown.tailMap(event.getStep()).clear();
                }
                for (Summary.Value value : event.getSummary().getValueList()) {
                    if (value.getTag().equals(tag)) {
                        assertThat(shown).doesNotContainKey(event.getStep());
                        shown.put(event.getStep(), value);
                    }
                }
            }
        }
        return shown;
    }

    /** What is shown of a tag at a step. */
    public static Summary.Value shownAt(Path folder, String tag, long step) throws IOException {
        return Optional.ofNullable(shown(folder, tag).get(step)).orElseThrow();
    }

    /** The points of a curve. */
    public static SortedMap<Long, Float> curve(Path folder, String tag) throws IOException {
        SortedMap<Long, Float> curve = new TreeMap<>();
        shown(folder, tag).forEach((step, value) -> curve.put(step, value.getSimpleValue()));
        return curve;
    }
}
