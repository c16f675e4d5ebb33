package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class TestModelSvg {
    private static Document drawing() throws Exception {
        String svg = ModelSvg.render(ShownModels.ofEverything());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document drawing, String name, String type) {
        NodeList all = drawing.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element
                    && element.getAttribute("class").equals(type)) {
                elements.add(element);
            }
        }
        return elements;
    }

    @Test
    void drawsABoxForEachLayerAndALineForEachInput() throws Exception {
        Document drawing = drawing();
        assertThat(elements(drawing, "rect", "box")).hasSize(10);
        assertThat(elements(drawing, "tspan", "name").stream().map(Element::getTextContent))
                .containsExactly(
                        "words",
                        "features",
                        "embedding",
                        "split",
                        "rnn",
                        "masking",
                        "plain",
                        "joined",
                        "last",
                        "logits");
        assertThat(elements(drawing, "text", "faint").stream().map(Element::getTextContent))
                .contains("544 parameters, mask: used", "mask: made here", "18 parameters, mask: none", ":1");
        // One more of each kind explains it in the legend.
        assertThat(elements(drawing, "path", "mask")).hasSize(8 + 1);
        assertThat(elements(drawing, "path", "line")).hasSize(4 + 1);
        assertThat(drawing.getElementsByTagName("style").item(0).getTextContent())
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void keepsEverythingOnThePaper() throws Exception {
        Document drawing = drawing();
        Element paper = elements(drawing, "rect", "paper").get(0);
        double width = number(paper, "width");
        double height = number(paper, "height");
        for (Element box : elements(drawing, "rect", "box")) {
            assertThat(number(box, "x")).isPositive();
            assertThat(number(box, "x") + number(box, "width")).isLessThan(width);
            assertThat(number(box, "y") + number(box, "height")).isLessThan(height);
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void escapesWhatALayerIsMadeWith() throws Exception {
        assertThat(ModelSvg.render(ShownModels.ofEverything())).doesNotContain("=<");
        assertThat(drawing().getElementsByTagName("title").item(3).getTextContent())
                .startsWith("Embedding[vocabularySize=50, units=8");
    }
}
