package io.maskwise.text;

import static java.util.Map.entry;

import io.maskwise.InvalidOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** Lucene's analyzers by name; those of a language also drop its stop words and stem. */
final class LuceneAnalyzers {
    private static final Map<String, Supplier<Analyzer>> BY_NAME = new TreeMap<>(Map.ofEntries(
            entry("standard", StandardAnalyzer::new),
            entry("simple", SimpleAnalyzer::new),
            entry("whitespace", WhitespaceAnalyzer::new),
            entry("keyword", KeywordAnalyzer::new),
            entry("icu", IcuAnalyzer::new),
            entry("smartcn", SmartChineseAnalyzer::new),
            entry("cjk", CJKAnalyzer::new),
            entry("arabic", ArabicAnalyzer::new),
            entry("bengali", BengaliAnalyzer::new),
            entry("bulgarian", BulgarianAnalyzer::new),
            entry("catalan", CatalanAnalyzer::new),
            entry("czech", CzechAnalyzer::new),
            entry("danish", DanishAnalyzer::new),
            entry("german", GermanAnalyzer::new),
            entry("greek", GreekAnalyzer::new),
            entry("english", EnglishAnalyzer::new),
            entry("spanish", SpanishAnalyzer::new),
            entry("estonian", EstonianAnalyzer::new),
            entry("basque", BasqueAnalyzer::new),
            entry("persian", PersianAnalyzer::new),
            entry("finnish", FinnishAnalyzer::new),
            entry("french", FrenchAnalyzer::new),
            entry("irish", IrishAnalyzer::new),
            entry("galician", GalicianAnalyzer::new),
            entry("hindi", HindiAnalyzer::new),
            entry("hungarian", HungarianAnalyzer::new),
            entry("armenian", ArmenianAnalyzer::new),
            entry("indonesian", IndonesianAnalyzer::new),
            entry("italian", ItalianAnalyzer::new),
            entry("lithuanian", LithuanianAnalyzer::new),
            entry("latvian", LatvianAnalyzer::new),
            entry("nepali", NepaliAnalyzer::new),
            entry("dutch", DutchAnalyzer::new),
            entry("norwegian", NorwegianAnalyzer::new),
            entry("portuguese", PortugueseAnalyzer::new),
            entry("romanian", RomanianAnalyzer::new),
            entry("russian", RussianAnalyzer::new),
            entry("serbian", SerbianAnalyzer::new),
            entry("swedish", SwedishAnalyzer::new),
            entry("tamil", TamilAnalyzer::new),
            entry("telugu", TeluguAnalyzer::new),
            entry("thai", ThaiAnalyzer::new),
            entry("turkish", TurkishAnalyzer::new)));

    /** An analyzer keeps what it needs of each thread by itself. */
    private static final Map<String, Analyzer> MADE = new ConcurrentHashMap<>();

    private LuceneAnalyzers() {}

    /** Words as ICU's dictionaries and rules know them, for all scripts; neither lower-cased nor stemmed. */
    private static final class IcuAnalyzer extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            return new TokenStreamComponents(new ICUTokenizer());
        }
    }

    /** The analyzer of that name, one for the whole JVM. */
    static Analyzer of(String name) {
        return MADE.computeIfAbsent(name, LuceneAnalyzers::make);
    }

    /** @throws InvalidOption if there is no such analyzer */
    static void requireKnown(String name) {
        of(name);
    }

    private static Analyzer make(String name) {
        Supplier<Analyzer> known = BY_NAME.get(name);
        return known == null ? ofClass(name) : known.get();
    }

    private static Analyzer ofClass(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(Analyzer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError failure) {
            throw new InvalidOption(
                    "analyzer",
                    "'" + name + "' (must be one of " + Collections.unmodifiableSet(BY_NAME.keySet())
                            + ", or a class of an analyzer with a constructor without arguments)",
                    "analyzer");
        }
    }
}
