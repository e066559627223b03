package market.server.demo;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link Meter} of every statement. A batch is one, since it is one trip; beginning and ending a transaction are
 * none.
 */
@Singleton
@Requires(property = Meter.SWITCH)
final class CountedStatements implements BeanCreatedEventListener<DataSource>, Ordered {

    /** First of all, below the data source that knows of transactions. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        return (DataSource) counted(DataSource.class, event.getBean());
    }

    private static Object counted(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> call(target, method, arguments));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        if (target instanceof Statement && method.getName().startsWith("execute")) {
            Meter.count(Meter.Service.SQL, String.valueOf(arguments == null ? target : arguments[0]));
        }
        try {
            var result = method.invoke(target, arguments);
            var type = method.getReturnType();
            var isCounted = Connection.class.isAssignableFrom(type) || Statement.class.isAssignableFrom(type);
            return isCounted && result != null ? counted(type, result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
