package io.carillon.blackbox.support;

import static java.util.Comparator.comparingInt;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/**
 * Classes that wait for one another come first, so that one of them is always at work: only one at a time can be, and the last of
 * them would otherwise run alone, after all those with processes of their own. A class must not lock two services: while it
 * waited for the one, all that need the other would wait too. {@link Order} sorts the classes of a service, and those with
 * processes of their own: the longest begin first, because the last ones leave processors idle.
 */
public final class LaneOrder implements ClassOrderer {

    private static final Comparator<ClassDescriptor> ORDER = comparingInt(LaneOrder::lane).thenComparingInt(LaneOrder::place);

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(ORDER);
    }

    private static int lane(ClassDescriptor type) {
        if (type.isAnnotated(QuietService.class)) {
            return 0;
        }
        return type.isAnnotated(ConsoleService.class) ? 1 : 2;
    }

    private static int place(ClassDescriptor type) {
        return type.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
    }
}
