package io.maskwise.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestEnlargeCorpus {
    private static final String SENTENCES = """
            # text = Dogs bark
            1-2\tDogsbark\t_\t_\t_\t_\t_\t_\t_\t_
            1\tDogs\tdog\tNOUN\t_\t_\t0\t_\t_\t_
            2\tbark\tbark\tVERB\t_\t_\t0\t_\t_\t_

            1\tCats\tcat\tNOUN\t_\t_\t0\t_\t_\t_
            2\tpurr\tpurr\tVERB\t_\t_\t0\t_\t_\t_
            """;

    @TempDir
    private Path folder;

    private Path small;

    @BeforeEach
    void writeASmallCorpus() throws IOException {
        small = folder.resolve("small.conllu");
        Files.writeString(small, SENTENCES);
    }

    private byte[] enlarged(long bytes, long seed) throws IOException {
        EnlargeCorpus corpus = new EnlargeCorpus(seed);
        corpus.read(small);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(corpus.write(out, bytes)).isEqualTo(out.size());
        return out.toByteArray();
    }

    @Test
    void itIsAsLargeAsAskedForAndHoldsSentencesOfTheSameShape() throws IOException {
        byte[] large = enlarged(200_000, 7);
        assertThat(large).hasSizeBetween(200_000, 200_100);
        List<CorpusRecord> records = Corpora.parse(Corpora.CONLLU, large);
        assertThat(records)
                .allSatisfy(
                        record -> assertThat(((CorpusExample) record).labels()).containsExactly("NOUN", "VERB"));
        assertThat(records.stream()
                        .map(record -> ((CorpusExample) record).tokens().get(0))
                        .collect(Collectors.toSet()))
                .contains("Dogs", "Cats")
                .hasSizeBetween(3, 30);
    }

    @Test
    void theSeedDecides() throws IOException {
        assertThat(enlarged(5000, 1)).isEqualTo(enlarged(5000, 1)).isNotEqualTo(enlarged(5000, 2));
        assertThat(new String(enlarged(0, 1), UTF_8)).isEmpty();
    }
}
