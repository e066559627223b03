package market.graphql.execution;

import graphql.language.EnumTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import market.graphql.ErrorText;
import org.jspecify.annotations.Nullable;

/** Compares the error codes of the contract with the texts that rooms registered for them. */
final class ErrorTexts {

    private ErrorTexts() {}

    /** Empty when every code has a text in both languages and no text is left over. */
    static List<String> faults(TypeDefinitionRegistry sdl, Map<String, Map<String, ErrorText>> registered) {
        var faults = new ArrayList<String>();
        var enums = codeEnums(sdl);
        sdl.getTypes(EnumTypeDefinition.class).stream()
                .filter(type -> enums.contains(type.getName()))
                .forEach(type -> compare(type, registered.getOrDefault(type.getName(), Map.of()), faults));
        registered.keySet().stream()
                .filter(name -> !enums.contains(name))
                .forEach(name -> faults.add("texts are registered for " + name + ", which is no enum of error codes"));
        return faults;
    }

    private static void compare(EnumTypeDefinition type, Map<String, ErrorText> texts, List<String> faults) {
        var name = type.getName();
        var left = new HashSet<>(texts.keySet());
        for (var value : type.getEnumValueDefinitions()) {
            var code = value.getName();
            left.remove(code);
            var text = texts.get(code);
            if (text == null) {
                faults.add(name + "." + code + " has no text");
            } else if (!isChinese(text.text().zh())) {
                faults.add(name + "." + code + " has no Chinese text");
            } else if (!isEnglish(text.text().en())) {
                faults.add(name + "." + code + " has no English text");
            }
        }
        left.forEach(code -> faults.add(name + " has no code " + code + ", which has a text"));
    }

    /** The types of {@code code} in everything that is a UserError. */
    private static Set<String> codeEnums(TypeDefinitionRegistry sdl) {
        var names = new TreeSet<String>();
        sdl.getTypes(ObjectTypeDefinition.class).stream()
                .filter(type -> type.getImplements().stream()
                        .anyMatch(each -> nameOf(each).equals("UserError")))
                .flatMap(type -> type.getFieldDefinitions().stream())
                .filter(field -> field.getName().equals("code"))
                .forEach(field -> names.add(nameOf(field.getType())));
        return names;
    }

    private static String nameOf(Type<?> type) {
        return type instanceof TypeName name
                ? name.getName()
                : nameOf((Type<?>) type.getChildren().getFirst());
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static boolean isEnglish(@Nullable String text) {
        return text != null && !text.isBlank() && !isChinese(text);
    }
}
