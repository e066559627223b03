package market.portal.merchant;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import market.checkout.MerchantOrderId;
import market.graphql.Call;
import market.graphql.Connection;
import market.graphql.Resolvers;
import market.graphql.Surface;
import market.graphql.Wiring;
import market.kernel.Cursor;
import market.kernel.GlobalId;
import market.portal.PageStart;
import market.portal.Scopes;
import market.settlement.Statement;
import market.settlement.StatementLine;
import market.settlement.Statements;
import org.jspecify.annotations.Nullable;

/** A merchant's own statements. */
@Singleton
class MerchantStatements implements Resolvers {

    private static final String SCOPE = "settlement.read";
    private static final String ORDER = "statements";
    private static final String LINE_ORDER = "statement-lines";

    private final Statements statements;

    MerchantStatements(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Surface surface() {
        return Surface.MERCHANT;
    }

    @Override
    public void register(Wiring wiring) {
        wiring.query("settlementStatements", this::page)
                .query("settlementStatement", this::statement)
                .node("stm", this::find)
                .node("sml", this::findLine)
                .connection("SettlementStatementConnection", "SettlementStatementEdge")
                .connection("SettlementLineConnection", "SettlementLineEdge")
                .field(
                        "SettlementStatement",
                        Statement.class,
                        "id",
                        (statement, _) -> GlobalId.of("stm", statement.id()))
                .field("SettlementStatement", Statement.class, "lines", this::lines)
                .field(
                        "SettlementLine",
                        StatementLine.class,
                        "id",
                        (line, _) -> GlobalId.of("sml", line.merchantOrder()))
                .field(
                        "SettlementLine",
                        StatementLine.class,
                        "orderId",
                        (line, _) -> GlobalId.of("mor", line.merchantOrder()));
    }

    private Connection page(Call call) {
        var paging = call.paging();
        var before = paging.after(ORDER, 1).map(values -> PageStart.date(values.getFirst()));
        return Connection.of(
                statements.ofMerchant(call.merchantUser().merchant(), before, paging.first()),
                paging,
                statement -> Cursor.of(ORDER, statement.periodStart().toString()));
    }

    @Nullable
    private Statement statement(Call call) {
        return call.arguments().id("id", "stm").flatMap(id -> find(id, call)).orElse(null);
    }

    private Optional<Statement> find(UUID id, Call call) {
        Scopes.require(call, SCOPE);
        return statements.findOfMerchant(call.merchantUser().merchant(), id);
    }

    private Optional<StatementLine> findLine(UUID order, Call call) {
        Scopes.require(call, SCOPE);
        return statements.findLineOfMerchant(call.merchantUser().merchant(), new MerchantOrderId(order));
    }

    private Connection lines(Statement statement, Call call) {
        var paging = call.paging();
        var after = paging.after(LINE_ORDER, 2)
                .map(values ->
                        new Statements.After(PageStart.instant(values.getFirst()), PageStart.uuid(values.get(1))))
                .orElse(Statements.After.BEGINNING);
        return Connection.of(
                statements.lines(statement, after, paging.first()),
                paging,
                line -> Cursor.of(
                        LINE_ORDER,
                        line.paidAt().toString(),
                        line.merchantOrder().value().toString()));
    }
}
