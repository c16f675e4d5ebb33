package io.maskwise.text;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes a large CoNLL-U corpus of a small one, for {@code jobs/enlarge-corpus}: its sentences over and over, shuffled, with
 * words that vary.
 *
 * <p>A word in five is another one of the same tag, by how often that occurs; one in a thousand is made up, so that the
 * vocabulary grows on. The same files, size and seed give the same bytes. It needs nothing but the JDK, so that it runs
 * from its source.
 */
public final class EnlargeCorpus {
    private static final double OTHER_WORD = 0.2;
    private static final double NEW_WORD = 0.001;
    private static final int BUFFER = 1 << 16;
    private static final String USAGE =
            "enlarge-corpus: Usage: jobs/enlarge-corpus FILE… --bytes N --out FILE [--seed N]";

    private final List<List<Word>> sentences = new ArrayList<>();
    private final Map<String, List<String>> formsByTag = new TreeMap<>();
    private final Random random;

    /** A word and its tag. */
    private record Word(String form, String tag) {}

    EnlargeCorpus(long seed) {
        random = new Random(seed);
    }

    /** Writes the corpus that the arguments ask for; ends with 2 if they are wrong. */
    public static void main(String[] arguments) throws IOException {
        List<Path> sources = new ArrayList<>();
        Map<String, String> options = new TreeMap<>(Map.of("--seed", "1"));
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].matches("--(bytes|seed|out)") && i + 1 < arguments.length) {
                options.put(arguments[i], arguments[++i]);
            } else {
                sources.add(Path.of(arguments[i]));
            }
        }
        String bytes = options.getOrDefault("--bytes", "");
        String seed = options.getOrDefault("--seed", "");
        String target = options.getOrDefault("--out", "");
        if (sources.isEmpty() || target.isEmpty() || !bytes.matches("[0-9]{1,15}") || !seed.matches("-?[0-9]{1,18}")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        EnlargeCorpus corpus = new EnlargeCorpus(Long.parseLong(seed));
        for (Path source : sources) {
            corpus.read(source);
        }
        try (OutputStream out = output(Path.of(target))) {
            long written = corpus.write(out, Long.parseLong(bytes));
            System.out.printf("%s: %,d bytes of text%n", target, written);
        }
    }

    private static OutputStream output(Path target) throws IOException {
        OutputStream file = Files.newOutputStream(target);
        return new BufferedOutputStream(isCompressed(target) ? new GZIPOutputStream(file, BUFFER) : file, BUFFER);
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(".gz");
    }

    /** Adds the sentences of a file; comments, multiword tokens and empty nodes are left out. */
    void read(Path source) throws IOException {
        try (InputStream file = Files.newInputStream(source);
                InputStream text = isCompressed(source) ? new GZIPInputStream(file, BUFFER) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            List<Word> sentence = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() && !sentence.isEmpty()) {
                    sentences.add(sentence);
                    sentence = new ArrayList<>();
                }
                String[] columns = line.split("\t", -1);
                if (columns.length == 10 && columns[0].matches("[0-9]+")) {
                    sentence.add(word(columns[1], columns[3]));
                }
            }
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
        }
        if (sentences.isEmpty()) {
            throw new IOException("Cannot enlarge " + source + ": it holds no sentence of CoNLL-U");
        }
    }

    private Word word(String form, String tag) {
        formsByTag.computeIfAbsent(tag, unseen -> new ArrayList<>()).add(form);
        return new Word(form, tag);
    }

    /** Writes whole sentences until there are so many bytes; returns how many there are. */
    long write(OutputStream out, long bytes) throws IOException {
        long written = 0;
        List<List<Word>> shuffled = new ArrayList<>(sentences);
        while (written < bytes) {
            Collections.shuffle(shuffled, random);
            for (int i = 0; i < shuffled.size() && written < bytes; i++) {
                byte[] varied = varied(shuffled.get(i)).getBytes(StandardCharsets.UTF_8);
                out.write(varied);
                written += varied.length;
            }
        }
        return written;
    }

    private String varied(List<Word> sentence) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sentence.size(); i++) {
            Word word = sentence.get(i);
            lines.append(i + 1).append('\t').append(form(word)).append("\t_\t").append(word.tag());
            lines.append("\t_\t_\t_\t_\t_\t_\n");
        }
        return lines.append('\n').toString();
    }

    private String form(Word word) {
        double draw = random.nextDouble();
        if (draw < NEW_WORD) {
            return madeUp();
        }
        List<String> forms = formsByTag.getOrDefault(word.tag(), List.of(word.form()));
        return draw < NEW_WORD + OTHER_WORD ? forms.get(random.nextInt(forms.size())) : word.form();
    }

    private String madeUp() {
        StringBuilder form = new StringBuilder();
        int syllables = 2 + random.nextInt(4);
        for (int i = 0; i < syllables; i++) {
            form.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
            form.append("aeiou".charAt(random.nextInt(5)));
        }
        return form.toString();
    }
}
