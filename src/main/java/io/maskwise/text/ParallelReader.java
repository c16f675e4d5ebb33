package io.maskwise.text;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads two files side by side: a record is a line of each; one with an empty side is a reject. */
final class ParallelReader implements CorpusReader {
    private final CorpusLines targets;

    ParallelReader(CorpusLines targets) {
        this.targets = targets;
    }

    /** @throws MaskwiseException (input) if one file has more lines than the other */
    @Override
    public long read(CorpusLines sources, Consumer<CorpusRecord> sink) throws IOException {
        long records = 0;
        CorpusLine source = sources.next();
        CorpusLine target = targets.next();
        while (source != null && target != null) {
            records++;
            sink.accept(record(source, target, sources.position(source.number())));
            source = sources.next();
            target = targets.next();
        }
        if (source != null || target != null) {
            throw unequal(sources, records + rest(sources, source), records + rest(targets, target));
        }
        return records;
    }

    private CorpusRecord record(CorpusLine source, CorpusLine target, SourcePosition position) {
        SourcePosition place = targets.position(target.number());
        if (source.faulty()) {
            return source.fault().reject(position, source.number());
        }
        if (target.faulty()) {
            return target.fault().rejectFor(position, place);
        }
        if (source.text().isEmpty()) {
            return new RejectedRecord(
                    position, RejectReasons.EMPTY_TEXT, "Line " + source.number() + " is empty (must be a text)");
        }
        if (target.text().isEmpty()) {
            String complaint = "Line " + place.line() + " of " + place.file() + " is empty (must be a target)";
            return new RejectedRecord(position, RejectReasons.EMPTY_TARGET, complaint);
        }
        return new ParallelExample(position, source.text(), target.text());
    }

    private static long rest(CorpusLines lines, @Nullable CorpusLine next) throws IOException {
        long rest = 0;
        for (CorpusLine line = next; line != null; line = lines.next()) {
            rest++;
        }
        return rest;
    }

    private MaskwiseException unequal(CorpusLines sources, long ofSources, long ofTargets) {
        return MaskwiseException.input(
                "Cannot pair the lines of %s with those of %s: there are %,d and %,d (must be as many, each line's target"
                        + " in the same line)",
                sources.file(), targets.file(), ofSources, ofTargets);
    }
}
