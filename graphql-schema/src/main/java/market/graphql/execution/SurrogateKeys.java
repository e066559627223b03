package market.graphql.execution;

import graphql.execution.instrumentation.ExecuteObjectInstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionStrategyParameters;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Notes the surrogate keys of every object that goes into an answer. Only answers that may be shared are run with it. */
final class SurrogateKeys extends SimplePerformantInstrumentation {

    /** Where the keys of one answer are collected in its context. */
    record Noted(Set<String> keys) {}

    private final Map<Class<?>, Function<Object, Collection<String>>> keysOf;

    SurrogateKeys(Map<Class<?>, Function<Object, Collection<String>>> keysOf) {
        this.keysOf = keysOf;
    }

    @Override
    public ExecuteObjectInstrumentationContext beginExecuteObject(
            InstrumentationExecutionStrategyParameters parameters, @Nullable InstrumentationState state) {
        Object source = parameters.getExecutionStrategyParameters().getSource();
        Noted noted = parameters.getExecutionContext().getGraphQLContext().get(Noted.class);
        if (source != null && noted != null) {
            var keys = keysOf.get(source.getClass());
            if (keys != null) {
                noted.keys().addAll(keys.apply(source));
            }
        }
        return ExecuteObjectInstrumentationContext.NOOP;
    }
}
