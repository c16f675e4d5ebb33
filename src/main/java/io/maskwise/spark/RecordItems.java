package io.maskwise.spark;

import io.maskwise.text.CorpusRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;

/** The rows of a file's records, packed while they are pulled, in their order, then its summary. */
final class RecordItems implements Iterator<ReadItem> {
    private final CorpusFile file;
    private final Iterator<CorpusRecord> records;
    private final Configuration hadoop;
    private final ArrayDeque<ReadItem> pending = new ArrayDeque<>();
    private final RowPacker packer = new RowPacker(pending::add);
    private final CorpusFileReader.Rows rows;
    private long count;
    private boolean ended;

    RecordItems(CorpusFileReader reader, CorpusFile file, Iterator<CorpusRecord> records, Configuration hadoop) {
        this.file = file;
        this.records = records;
        this.hadoop = hadoop;
        this.rows = reader.rows(file, packer);
    }

    @Override
    public boolean hasNext() {
        while (pending.isEmpty() && records.hasNext()) {
            rows.accept(records.next());
            count++;
        }
        if (pending.isEmpty() && !ended) {
            ended = true;
            packer.accept(summary());
            packer.end();
        }
        return !pending.isEmpty();
    }

    @Override
    public ReadItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the file has no more records");
        }
        return pending.remove();
    }

    private FileSummary summary() {
        try {
            return rows.summary(count, List.of(StoredFile.identity(file, count, hadoop)));
        } catch (IOException failure) {
            String why =
                    "Cannot read " + file.displayPath() + " of the split " + file.split() + ": " + failure.getMessage();
            return FileSummary.failed(file.index(), why);
        }
    }
}
