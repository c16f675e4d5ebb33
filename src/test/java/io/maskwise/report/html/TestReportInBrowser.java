package io.maskwise.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, where one is installed; its pictures are left in {@code target/report-screenshots}. */
class TestReportInBrowser {
    private static final Path PICTURES = Path.of("target", "report-screenshots");
    private static final int HEIGHT = 6000;

    /** Put at the end of a copy of the page: it tells the frame around it how the page came out. */
    private static final String OBSERVER = """
            <script>
              const style = getComputedStyle(document.body);
              const narrow = [...document.querySelectorAll('.chart text')].filter(text => {
                const box = text.getBoundingClientRect(), chart = text.closest('svg').getBoundingClientRect();
                return box.left < chart.left - 1 || box.right > chart.right + 1 || box.bottom > chart.bottom + 1;
              });
              parent.postMessage(JSON.stringify({
                sections: [...document.querySelectorAll('section')].map(section => section.id),
                wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                cut: narrow.map(text => text.textContent),
                charts: document.querySelectorAll('svg.chart').length,
                paper: style.backgroundColor,
                ink: style.color
              }), '*');
            </script>
            """;

    private static final String FRAME = """
            <!DOCTYPE html><body style="margin:0">
            <iframe src="%s" style="border:0;width:%dpx;height:%dpx"></iframe>
            <script>onmessage = event => {
              const seen = document.createElement('pre'); seen.textContent = event.data; document.body.append(seen);
            }</script></body>
            """;

    @TempDir
    private static Path folder;

    private static Optional<String> browser() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                        .map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide, {2} classes")
    @CsvSource({
        "light, 1200, 14, 'rgb(255, 255, 255)'",
        "dark, 1200, 14, 'rgb(18, 22, 29)'",
        "light, 390, 24, 'rgb(255, 255, 255)'",
        "dark, 390, 100, 'rgb(18, 22, 29)'",
    })
    void opensWithoutAnErrorAndFits(String scheme, int width, int classes, String paper) throws Exception {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "there is no Chromium in PATH");
        String page = RunReport.render(SampleRuns.run(SampleRuns.texts(5, 30, SampleRuns.labels(classes))));
        Files.writeString(folder.resolve("observed.html"), page.replace("</body>", OBSERVER + "</body>"));
        Path frame = folder.resolve("frame.html");
        Files.writeString(frame, FRAME.formatted("observed.html", width, HEIGHT));

        Files.createDirectories(PICTURES);
        Path picture = PICTURES.resolve(scheme + "-" + width + ".png").toAbsolutePath();
        Files.deleteIfExists(picture);

        JsonNode seen = seen(run(browser.get(), scheme, width, frame, picture));

        List<String> sections = new ArrayList<>();
        seen.path("sections").forEach(section -> sections.add(section.asText()));
        assertThat(sections).hasSize(11).contains("summary", "loss", "confusion", "model", "provenance");
        assertThat(seen.path("charts").asInt()).isEqualTo(7);
        assertThat(seen.path("wider").asInt()).isZero();
        assertThat(seen.path("cut")).isEmpty();
        assertThat(seen.path("paper").asText()).isEqualTo(paper);
        assertThat(picture).isNotEmptyFile();
    }

    /** The page's end as the browser wrote it, beside a picture; it must not log anything about the page. */
    private String run(String browser, String scheme, int width, Path frame, Path picture) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                        "--window-size=" + width + "," + HEIGHT,
                        "--virtual-time-budget=2000",
                        "--dump-dom",
                        "--screenshot=" + picture,
                        frame.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(err)).doesNotContain("CONSOLE");
        return Files.readString(out);
    }

    private static JsonNode seen(String dom) throws Exception {
        Matcher told = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL).matcher(dom);
        assertThat(told.find()).as(dom).isTrue();
        return new ObjectMapper().readTree(told.group(1).replace("&amp;", "&"));
    }
}
