package io.maskwise.report.tensorboard;

import io.maskwise.MaskwiseException;
import io.maskwise.training.AppendedFile;
import io.maskwise.training.HadoopFiles;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One of TensorBoard's event files, which are read in the order of their names.
 *
 * <p>Each process that works on a run writes its own. Where it begins, it says from which step on what earlier files
 * say is undone, so that the rounds between a checkpoint and a crash are shown once.
 */
final class EventFile implements Closeable {
    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..+");
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_START = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final AppendedFile records;
    private final InstantSource clock;

    private EventFile(AppendedFile records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Begins a file after all that are in the folder.
     *
     * @param firstStep the first step that this file may hold; whatever earlier files say of it and later ones is undone
     * @throws MaskwiseException with exit 4 if it cannot be written
     */
    static EventFile begin(Path folder, long firstStep, InstantSource clock, Configuration hadoop) {
        try {
            long second = Math.max(clock.instant().getEpochSecond(), latest(folder, hadoop) + 1);
            Path file = new Path(folder, String.format(Locale.ROOT, "events.out.tfevents.%010d.maskwise", second));
            EventFile begun = new EventFile(AppendedFile.create(file, hadoop), clock);
            begun.add(begun.event(0).text(3, VERSION));
            begun.add(begun.event(firstStep).message(7, new ProtoMessage().integer(1, SESSION_START)));
            return begun;
        } catch (IOException failure) {
            throw HadoopFiles.cannotWrite(folder, failure);
        }
    }

    /** The second in the last file's name, as files are read in the order of names; 0 where there is none. */
    private static long latest(Path folder, Configuration hadoop) throws IOException {
        long latest = 0;
        for (FileStatus status : HadoopFiles.list(folder, hadoop)) {
            Matcher name = NAME.matcher(status.getPath().getName());
            if (name.matches()) {
                latest = Math.max(latest, Long.parseLong(name.group(1)));
            }
        }
        return latest;
    }

    /** Adds what was at a step; a reader sees it at once. */
    void add(long step, Summary summary) {
        add(event(step).message(5, summary.toMessage()));
    }

    private ProtoMessage event(long step) {
        Instant now = clock.instant();
        double seconds = now.getEpochSecond() + now.getNano() / NANOS_PER_SECOND;
        return new ProtoMessage().decimal(1, seconds).integer(2, step);
    }

    private void add(ProtoMessage event) {
        records.append(TensorRecord.framed(event.toBytes()));
    }

    @Override
    public void close() {
        records.close();
    }
}
