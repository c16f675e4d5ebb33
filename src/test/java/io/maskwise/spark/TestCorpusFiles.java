package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.text.CorpusOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files names and patterns stand for. */
class TestCorpusFiles {
    @TempDir
    private Path folder;

    private Path corpus;

    @BeforeEach
    void makeFiles() throws IOException {
        corpus = Files.createDirectory(folder.resolve("c[o]{r},p*"));
        for (String name :
                List.of("b.txt", "a.txt", "c.tsv", "year=1/part-0.txt", "year=2/part-0.txt", "year=2/x.txt")) {
            write(name, "text\n");
        }
        for (String name : List.of("_SUCCESS", ".a.txt.crc", "_tmp/part-9.txt", "year=2/.part-0.txt.crc")) {
            write(name, "hidden\n");
        }
        write("year=1/empty.txt", "");
        Files.createDirectory(corpus.resolve("folder.txt"));
    }

    private void write(String name, String content) throws IOException {
        Path file = corpus.resolve(name);
        Files.createDirectories(file.getParent());
        Corpora.write(file, content);
    }

    private static List<CorpusFile> find(CorpusOptions options) {
        return CorpusFiles.find(options, new Configuration());
    }

    private List<CorpusFile> train(String names) {
        return find(Corpora.lines(corpus, Map.of("train", names)));
    }

    private void assertRefused(String names, ExitCode code, String message) {
        assertThatThrownBy(() -> train(names))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(code))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt|a.txt|a.txt",
                "b.txt, a.txt|b.txt;a.txt|b.txt;a.txt",
                "*.txt|a.txt;b.txt|a.txt;b.txt",
                "?.t*|a.txt;b.txt;c.tsv|a.txt;b.txt;c.tsv",
                "[bc].*|b.txt;c.tsv|b.txt;c.tsv",
                "{b,a}.txt, c.tsv|a.txt;b.txt;c.tsv|a.txt;b.txt;c.tsv",
                "year=2/*|year=2/part-0.txt;year=2/x.txt|part-0.txt;x.txt",
                "year=?/part*|year=1/part-0.txt;year=2/part-0.txt|year=1/part-0.txt;year=2/part-0.txt",
                "{year=1/part-0,a}.txt|a.txt;year=1/part-0.txt|a.txt;year=1/part-0.txt",
                "*/e*, a.txt|year=1/empty.txt;a.txt|year=1/empty.txt;a.txt",
                "_tmp/*|_tmp/part-9.txt|part-9.txt",
                "_S*|_SUCCESS|_SUCCESS",
            })
    void aPatternStandsForFilesByName(String names, String files, String idNames) {
        List<CorpusFile> found = train(names);
        assertThat(found).extracting(CorpusFile::name).containsExactly(files.split(";"));
        assertThat(found).extracting(CorpusFile::idName).containsExactly(idNames.split(";"));
        assertThat(found).extracting(CorpusFile::index).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aFileOfTheVeryNameIsNoPattern() throws IOException {
        write("[ab].txt", "literal\n");
        assertThat(train("[ab].txt")).extracting(CorpusFile::name).containsExactly("[ab].txt");
        assertThat(train("\\[ab\\].t*")).extracting(CorpusFile::name).containsExactly("[ab].txt");
    }

    @ParameterizedTest
    @CsvSource({"file:, ''", "file://, ''", "file://, /"})
    void theFolderMayBeAFullUri(String scheme, String end) throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Corpora.write(plain.resolve("a b%20.txt"), "text\n");
        CorpusOptions options = Corpora.lines(plain, Map.of("train", "*.txt"));
        CorpusOptions uri = new CorpusOptions(options.format(), scheme + plain + end, options.splits());
        assertThat(find(uri)).isEqualTo(find(options));
        assertThat(find(uri)).extracting(CorpusFile::name).containsExactly("a b%20.txt");
        assertThat(find(uri).get(0).displayPath()).isEqualTo(plain + "/a b%20.txt");
    }

    @Test
    void aPatternThatMatchesNothingSaysWhatIsThere() {
        assertRefused(
                "*.gz",
                ExitCode.INPUT,
                "Cannot read the split train: no file matches *.gz in " + corpus
                        + ", where it holds .a.txt.crc, _SUCCESS,"
                        + " _tmp, a.txt, b.txt, c.tsv, folder.txt, year=1, year=2 (set corpus.splits.train)");
        assertRefused(
                "year=2/*.gz",
                ExitCode.INPUT,
                "Cannot read the split train: no file matches year=2/*.gz in " + corpus + ", where year=2 holds"
                        + " .part-0.txt.crc, part-0.txt, x.txt (set corpus.splits.train)");
        assertRefused(
                "nowhere/*",
                ExitCode.INPUT,
                "Cannot read the split train: no file matches nowhere/* in " + corpus + ", where nowhere holds nothing"
                        + " (set corpus.splits.train)");
        assertRefused(
                "f*.txt",
                ExitCode.INPUT,
                "Cannot read the split train: no file matches f*.txt in " + corpus + ", where it holds .a.txt.crc,"
                        + " _SUCCESS, _tmp, a.txt, b.txt, c.tsv, folder.txt, year=1, year=2 (set corpus.splits.train)");
    }

    @Test
    void whatIsNoPatternIsRefused() {
        assertThatThrownBy(() -> train("a{b"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("Cannot read the split train: a{b is no pattern: Illegal file pattern: ")
                .hasMessageEndingWith(" (set corpus.splits.train)");
    }

    @Test
    void noRowIdIsGivenTwice() throws IOException {
        assertRefused(
                "a.txt, *.txt",
                ExitCode.INPUT,
                "Cannot read the split train: the file a.txt stands twice in it (corpus.splits.train must match it once)");
        assertRefused(
                "year=1/p*, year=2/p*",
                ExitCode.INPUT,
                "Cannot read the split train: the rows of year=1/part-0.txt and of year=2/part-0.txt would have the same"
                        + " ids, which are made of the name part-0.txt (name both by one pattern, such as"
                        + " {a,b}/part-0.txt, which makes ids of their folders too)");
    }

    @Test
    void aFolderIsNoFile() {
        assertRefused(
                "year=1",
                ExitCode.INPUT,
                "Cannot read the split train: year=1 is a folder (must be a file, or a pattern such as year=1/*)");
    }

    @Test
    void targetsAreMatchedByName() throws IOException {
        for (String name : List.of("2.de", "1.de", "1.en", "2.en", "3.en")) {
            write(name, "text\n");
        }
        List<CorpusFile> pairs = find(Corpora.parallel(corpus, Map.of("train", "*.de"), Map.of("train", "[12].en")));
        assertThat(pairs)
                .extracting(
                        file -> file.name() + " " + file.targets().orElseThrow().name())
                .containsExactly("1.de 1.en", "2.de 2.en");
        assertThatThrownBy(() -> find(Corpora.parallel(corpus, Map.of("train", "*.de"), Map.of("train", "*.en"))))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage(
                        "Cannot pair the files of the split train with those of its targets: there are 2 and 3 (*.de"
                                + " from 1.de to 2.de, *.en from 1.en to 3.en; must be as many, paired in this order)");
    }
}
