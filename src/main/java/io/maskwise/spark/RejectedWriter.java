package io.maskwise.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskwise.text.RejectedRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Serializable;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes the rejected records of one corpus file as JSON lines, in the file's order: split, file, line, reason, detail.
 *
 * @param staged the staged dataset's folder
 */
record RejectedWriter(String staged) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the number of records written, by split; a file without rejected records gives none, and no file. */
    TreeMap<String, Long> write(CorpusFile source, Iterator<RejectedRow> rows, Configuration hadoop)
            throws IOException {
        TreeMap<String, Long> written = new TreeMap<>();
        if (!rows.hasNext()) {
            return written;
        }
        TaskFile file = new TaskFile(staged, DatasetLayout.rejected(source.index()), hadoop);
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(file.files().create(file.attempt()), StandardCharsets.UTF_8))) {
            while (rows.hasNext()) {
                RejectedRow row = rows.next();
                out.write(line(source, row));
                out.write('\n');
                written.merge(row.origin().split(), 1L, Long::sum);
            }
        }
        file.commit();
        return written;
    }

    private static String line(CorpusFile source, RejectedRow row) {
        RejectedRecord record = row.record();
        ObjectNode line = JSON.createObjectNode()
                .put("split", row.origin().split())
                .put("file", source.name())
                .put("line", record.position().line())
                .put("reason", record.reason())
                .put("detail", record.detail());
        return line.toString();
    }
}
