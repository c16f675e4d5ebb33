package io.maskwise.spark;

import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tells what the bytes of a corpus file are, as they are stored. */
final class StoredFile {
    private StoredFile() {}

    /** Reads the whole file. */
    static InputFile identity(CorpusFile file, long records, Configuration hadoop) throws IOException {
        Path path = new Path(file.path());
        try (HashingStream in =
                new HashingStream(HadoopFiles.fileSystem(path, hadoop).open(path))) {
            in.drain();
            return new InputFile(file.split(), file.name(), in.bytes(), records, in.sha256());
        }
    }
}
