package market.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** How good answers are: every judged query, over two regions and a generated third. */
final class SearchBench {

    private static final double EMPTY_BAR = 0.01;

    private final URI engine;
    private final Path dataPacks;
    private final Report report;

    SearchBench(URI engine, Path dataPacks, Report report) {
        this.engine = engine;
        this.dataPacks = dataPacks;
        this.report = report;
    }

    /** @param ndcgBar what the mean over all queries must reach */
    void run(String set, Path queries, double ndcgBar) throws IOException {
        var judge = new SearchJudge(engine, dataPacks, queries);
        judge.awaitCatalogue();
        var judged = judge.judge();
        SearchJudge.byKind(judged).forEach((kind, ofKind) -> tell(set + " " + kind, ofKind));
        report.add(Figure.atLeast(
                ndcgBar,
                "nDCG@10, " + set + " all",
                Judgement.meanNdcg(judged),
                judged.size() + " queries with goods to find"));
        report.add(
                Figure.told("recall@50, " + set + " all", Judgement.meanRecall(judged), "", "of goods graded 2 or 3"));
        report.add(Figure.atMost(
                EMPTY_BAR,
                "zero results, " + set + " all",
                Judgement.emptyShare(judged),
                "where goods graded 2 or 3 exist"));
    }

    private void tell(String kind, List<Judgement> judged) {
        report.add(Figure.told(
                "nDCG@10, " + kind,
                Judgement.meanNdcg(judged),
                "",
                "%d queries; recall@50 %.3f, zero results %.3f"
                        .formatted(judged.size(), Judgement.meanRecall(judged), Judgement.emptyShare(judged))));
    }
}
