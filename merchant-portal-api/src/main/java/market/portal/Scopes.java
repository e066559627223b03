package market.portal;

import market.graphql.Call;
import market.graphql.Refusal;

/** Scopes of what {@code node} can answer: its one field cannot declare them, so the finders ask here first. */
public final class Scopes {

    private Scopes() {}

    /** Asked before anything is read, so the refusal tells nothing about what exists. */
    public static void require(Call call, String scope) {
        if (!call.actor().holds(scope)) {
            throw new Refusal(Refusal.Code.FORBIDDEN, "This kind of object needs the scope " + scope);
        }
    }
}
