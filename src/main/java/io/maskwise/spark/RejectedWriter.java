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
import org.apache.hadoop.conf.Configuration;

/**
 * Writes the rejected records of one corpus file as JSON lines, in the file's order: split, file, line, reason, detail.
 *
 * @param staged the staged dataset's folder
 */
record RejectedWriter(String staged) implements Serializable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the number of records written; a file without rejected records gives none, and no file. */
    long write(CorpusFile source, Iterator<RejectedRow> rows, Configuration hadoop) throws IOException {
        if (!rows.hasNext()) {
            return 0;
        }
        TaskFile file = new TaskFile(staged, DatasetLayout.rejected(source.index()), hadoop);
        long count = 0;
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(file.files().create(file.attempt()), StandardCharsets.UTF_8))) {
            while (rows.hasNext()) {
                out.write(line(source, rows.next().record()));
                out.write('\n');
                count++;
            }
        }
        file.commit();
        return count;
    }

    private static String line(CorpusFile source, RejectedRecord record) {
        ObjectNode line = JSON.createObjectNode()
                .put("split", source.split())
                .put("file", source.name())
                .put("line", record.position().line())
                .put("reason", record.reason())
                .put("detail", record.detail());
        return line.toString();
    }
}
