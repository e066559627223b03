package market.graphql.execution;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a field from a record component (or another method without arguments) of the same name. */
final class Accessors {

    private Accessors() {}

    static Optional<DataFetcher<?>> find(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name)
                        && method.getParameterCount() == 0
                        && method.getReturnType() != void.class)
                .findFirst()
                .map(Accessors::fetcher);
    }

    private static DataFetcher<?> fetcher(Method method) {
        try {
            // Payload records are package-private in their rooms; the accessor must be opened for the runtime.
            method.setAccessible(true);
            var handle =
                    MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
            return new AccessorFetcher(handle);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Cannot read " + method, e);
        }
    }

    private record AccessorFetcher(MethodHandle handle) implements LightDataFetcher<Object> {

        @Override
        public @Nullable Object get(
                GraphQLFieldDefinition definition,
                @Nullable Object source,
                Supplier<DataFetchingEnvironment> environment) {
            if (source == null) {
                return null;
            }
            try {
                return unwrap((Object) handle.invokeExact(source));
            } catch (Throwable e) {
                throw new IllegalStateException("Reading " + definition.getName() + " failed", e);
            }
        }

        @Override
        public @Nullable Object get(DataFetchingEnvironment environment) {
            return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
        }

        private static @Nullable Object unwrap(@Nullable Object value) {
            return value instanceof Optional<?> optional ? optional.orElse(null) : value;
        }
    }
}
