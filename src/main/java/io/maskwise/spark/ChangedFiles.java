package io.maskwise.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What has become of the files that something was made from. */
final class ChangedFiles {
    private ChangedFiles() {}

    /** What differs, in words. Patterns match what is there now: files may have come and gone. */
    static List<String> of(List<InputFile> before, List<CorpusFile> now, Configuration hadoop) throws IOException {
        List<InputFile> gone = new ArrayList<>(before);
        List<String> changed = new ArrayList<>();
        for (CorpusFile file : now.stream().flatMap(CorpusFile::sides).toList()) {
            Optional<InputFile> input = gone.stream()
                    .filter(known ->
                            known.split().equals(file.split()) && known.name().equals(file.name()))
                    .findFirst();
            input.ifPresent(gone::remove);
            if (input.isEmpty()) {
                changed.add("the file " + file.name() + " is new");
            } else if (!isSame(input.get(), file, hadoop)) {
                changed.add("the file " + file.name() + " has changed");
            }
        }
        gone.forEach(input -> changed.add("the file " + input.name() + " is gone"));
        return changed;
    }

    private static boolean isSame(InputFile input, CorpusFile file, Configuration hadoop) throws IOException {
        return input.bytes() == file.bytes()
                && input.sha256()
                        .equals(StoredFile.identity(file, input.records(), hadoop)
                                .sha256());
    }
}
