package io.carillon.blackbox.support;

import static java.util.Comparator.comparingInt;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Classes that share a service come first, so that one of them is always at work: only one at a time can be, and the last of them
 * would otherwise run alone, after all those with processes of their own.
 */
public final class LaneOrder implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(comparingInt(LaneOrder::lane));
    }

    private static int lane(ClassDescriptor type) {
        if (type.isAnnotated(SharedService.class)) {
            return 0;
        }
        return type.isAnnotated(ConsoleService.class) ? 1 : 2;
    }
}
