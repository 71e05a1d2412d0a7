#include "culprit/foods/families.hpp"

#include <array>

namespace culprit::foods {
namespace {

using Names = std::string_view;

constexpr std::array<Names, 1> gluten{"gluten"};
constexpr std::array<Names, 1> dairy{"dairy"};
constexpr std::array<Names, 1> soy{"soy"};
constexpr std::array<Names, 1> corn{"corn"};
constexpr std::array<Names, 1> egg{"egg"};
constexpr std::array<Names, 2> nuts{"tree-nut", "peanut"};
constexpr std::array<Names, 1> alcohol{"alcohol"};
constexpr std::array<Names, 1> sugar{"sugar"};
constexpr std::array<Names, 1> processed{"ultra-processed"};
constexpr std::array<Names, 2> caffeine{"coffee", "caffeine"};
constexpr std::array<Names, 1> fermented{"fermented"};
constexpr std::array<Names, 1> probiotic{"probiotic"};
constexpr std::array<Names, 1> prebiotic{"prebiotic"};
constexpr std::array<Names, 1> omega_3{"omega-3"};
constexpr std::array<Names, 1> quercetin{"quercetin"};
constexpr std::array<Names, 1> vitamin_d{"vitamin-d"};
constexpr std::array<Names, 1> zinc{"zinc"};
constexpr std::array<Names, 1> glutamine{"glutamine"};
constexpr std::array<Names, 1> enzymes{"digestive-enzyme"};
constexpr std::array<Names, 4> herbs{"herbal-tea", "demulcent", "nettle", "ginger"};

constexpr std::array<FamilyRecord, n_families> records{{
    {Family::gluten, "gluten", "gluten (wheat, rye, barley)", Reputation::suspect, gluten},
    {Family::dairy, "dairy", "dairy", Reputation::suspect, dairy},
    {Family::soy, "soy", "soy", Reputation::suspect, soy},
    {Family::corn, "corn", "corn", Reputation::suspect, corn},
    {Family::egg, "egg", "egg", Reputation::suspect, egg},
    {Family::nuts, "nuts", "nuts and peanut", Reputation::suspect, nuts},
    {Family::alcohol, "alcohol", "alcohol", Reputation::suspect, alcohol},
    {Family::sugar, "sugar", "sugar", Reputation::suspect, sugar},
    {Family::processed, "processed", "ultra-processed food", Reputation::suspect, processed},
    {Family::caffeine, "caffeine", "coffee and caffeine", Reputation::suspect, caffeine},
    {Family::fermented, "fermented", "fermented food", Reputation::helper, fermented},
    {Family::probiotic, "probiotic", "probiotics", Reputation::helper, probiotic},
    {Family::prebiotic, "prebiotic", "prebiotic fibre", Reputation::helper, prebiotic},
    {Family::omega_3, "omega-3", "omega-3", Reputation::helper, omega_3},
    {Family::quercetin, "quercetin", "quercetin", Reputation::helper, quercetin},
    {Family::vitamin_d, "vitamin-d", "vitamin D", Reputation::helper, vitamin_d},
    {Family::zinc, "zinc", "zinc", Reputation::helper, zinc},
    {Family::glutamine, "glutamine", "glutamine", Reputation::helper, glutamine},
    {Family::enzymes, "enzymes", "digestive enzymes", Reputation::helper, enzymes},
    {Family::herbs, "herbs", "herbs", Reputation::helper, herbs},
}};

}  // namespace

std::span<const FamilyRecord> families() noexcept { return records; }

}  // namespace culprit::foods
