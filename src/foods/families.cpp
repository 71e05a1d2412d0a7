#include "culprit/foods/families.hpp"

namespace culprit::foods {
namespace {

constexpr std::array<FamilyRecord, n_families> records{{
    {Family::gluten, "gluten", "gluten (wheat, rye, barley)", Reputation::suspect, {"gluten"}},
    {Family::dairy, "dairy", "dairy", Reputation::suspect, {"dairy"}},
    {Family::soy, "soy", "soy", Reputation::suspect, {"soy"}},
    {Family::corn, "corn", "corn", Reputation::suspect, {"corn"}},
    {Family::egg, "egg", "egg", Reputation::suspect, {"egg"}},
    {Family::nuts, "nuts", "nuts and peanut", Reputation::suspect, {"tree-nut", "peanut"}},
    {Family::alcohol, "alcohol", "alcohol", Reputation::suspect, {"alcohol"}},
    {Family::sugar, "sugar", "sugar", Reputation::suspect, {"sugar"}},
    {Family::processed, "processed", "ultra-processed food", Reputation::suspect,
        {"ultra-processed"}},
    {Family::caffeine, "caffeine", "coffee and caffeine", Reputation::suspect,
        {"coffee", "caffeine"}},
    {Family::fermented, "fermented", "fermented food", Reputation::helper, {"fermented"}},
    {Family::probiotic, "probiotic", "probiotics", Reputation::helper, {"probiotic"}},
    {Family::prebiotic, "prebiotic", "prebiotic fibre", Reputation::helper, {"prebiotic"}},
    {Family::omega_3, "omega-3", "omega-3", Reputation::helper, {"omega-3"}},
    {Family::quercetin, "quercetin", "quercetin", Reputation::helper, {"quercetin"}},
    {Family::vitamin_d, "vitamin-d", "vitamin D", Reputation::helper, {"vitamin-d"}},
    {Family::zinc, "zinc", "zinc", Reputation::helper, {"zinc"}},
    {Family::glutamine, "glutamine", "glutamine", Reputation::helper, {"glutamine"}},
    {Family::enzymes, "enzymes", "digestive enzymes", Reputation::helper, {"digestive-enzyme"}},
    {Family::herbs, "herbs", "herbs", Reputation::helper,
        {"herbal-tea", "demulcent", "nettle", "ginger"}},
}};

}  // namespace

std::span<const FamilyRecord> families() noexcept { return records; }

}  // namespace culprit::foods
